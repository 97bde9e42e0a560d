# SPDX-License-Identifier: Apache-2.0
"""Averages of a model's weights over a run of training."""
import torch


class Average:
    """Exponential average of all weights; early on a plain one."""

    def __init__(self, model, decay):
        self.decay, self.steps = decay, 0
        self.mean = {k: v.clone() for k, v in model.state_dict().items()}

    @torch.no_grad()
    def update(self, model):
        self.steps += 1
        new = 1 - min(self.decay, self.steps / (self.steps + 10.0))
        for k, v in model.state_dict().items():
            self.mean[k].lerp_(v, new)


class swapped:
    """The averaged weights, for a while."""

    def __init__(self, model, mean):
        self.model, self.mean = model, mean

    def __enter__(self):
        self.own = {k: v.clone() for k, v in self.model.state_dict().items()}
        self.model.load_state_dict(self.mean)

    def __exit__(self, *_):
        self.model.load_state_dict(self.own)
