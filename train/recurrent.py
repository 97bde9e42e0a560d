# SPDX-License-Identifier: Apache-2.0
"""Recurrent layers for training on a CPU: matrix products over all steps at once where that is
possible, element-wise parts in C (scan.c). Tensors are [step, sentence, unit]."""
import ctypes, os, subprocess, tempfile
import torch
import torch.nn as nn


def build():
    here = os.path.dirname(os.path.abspath(__file__))
    out = os.path.join(tempfile.mkdtemp(), "scan.so")
    subprocess.check_call(["gcc", "-O3", "-march=native", "-ffast-math", "-shared", "-fPIC", "-o", out,
                           here + "/scan.c", "-lmvec", "-lm"])
    return ctypes.CDLL(out)


C = build()
P, N = (lambda t: ctypes.c_void_p(t.data_ptr())), ctypes.c_ssize_t


class LSTM(torch.autograd.Function):
    @staticmethod
    def forward(ctx, u, w):  # u: steps x n x 4h, the input's share; w: 4h x h
        steps, n, h = u.shape[0], u.shape[1], w.shape[1]
        gates, cell, out = u.detach().clone(), u.new_zeros(steps + 1, n, h), u.new_zeros(steps + 1, n, h)
        wt = w.detach().t().contiguous()
        for t in range(steps):
            if t:
                gates[t].addmm_(out[t], wt)
            C.lstm_step(P(gates[t]), P(cell[t]), P(cell[t + 1]), P(out[t + 1]), N(n), N(h))
        ctx.save_for_backward(gates, cell, out, w)
        return out[1:]

    @staticmethod
    def backward(ctx, dy):
        gates, cell, out, w = ctx.saved_tensors
        steps, n, h = dy.shape
        dy, dc, du = dy.contiguous().clone(), dy.new_zeros(n, h), torch.empty_like(gates)
        for t in range(steps - 1, -1, -1):
            C.lstm_step_back(P(gates[t]), P(cell[t]), P(cell[t + 1]), P(dy[t]), P(dc), P(du[t]), N(n), N(h))
            if t:
                dy[t - 1].addmm_(du[t], w)
        dw = du.reshape(steps * n, 4 * h).t() @ out[:-1].reshape(steps * n, h)
        return du, dw


class SRU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, u, v, high):
        steps, n, h = high.shape
        u, high = u.detach().clone(), high.contiguous()
        cell, out = torch.empty_like(high), torch.empty_like(high)
        C.sru(P(u), P(v), P(high), P(cell), P(out), N(steps), N(n), N(h))
        ctx.save_for_backward(u, v, high, cell)
        return out

    @staticmethod
    def backward(ctx, dy):
        u, v, high, cell = ctx.saved_tensors
        steps, n, h = dy.shape
        dy, du, dv = dy.contiguous(), torch.empty_like(u), torch.zeros_like(v)
        dhigh, dc = torch.empty_like(high), dy.new_zeros(n, h)
        C.sru_back(P(u), P(v), P(high), P(cell), P(dy), P(du), P(dv), P(dhigh), P(dc), N(steps), N(n), N(h))
        return du, dv, dhigh


class Turn(torch.autograd.Function):
    """Puts rows in another order; `order` is its own inverse."""

    @staticmethod
    def forward(ctx, x, order):
        ctx.save_for_backward(order)
        return x.reshape(-1, x.shape[2]).index_select(0, order).view(x.shape)

    @staticmethod
    def backward(ctx, d):
        return Turn.forward(ctx, d.contiguous(), *ctx.saved_tensors), None


class LSTMLayer(nn.Module):
    """Both directions; `turn`, for Turn, reverses each sentence and leaves its padding."""

    def __init__(self, size, hidden):
        super().__init__()
        self.input = nn.ModuleList(nn.Linear(size, 4 * hidden) for _ in range(2))
        self.state = nn.ParameterList(nn.Parameter(torch.empty(4 * hidden, hidden)) for _ in range(2))
        for m, w in zip(self.input, self.state):
            nn.init.orthogonal_(w)
            nn.init.zeros_(m.bias)
            m.bias.data[hidden:2 * hidden] = 1

    def forward(self, x, turn):
        forth = LSTM.apply(self.input[0](x), self.state[0])
        back = LSTM.apply(self.input[1](Turn.apply(x, turn)), self.state[1])
        return torch.cat([forth, Turn.apply(back, turn)], 2)


class SRULayer(nn.Module):
    def __init__(self, size, hidden):
        super().__init__()
        self.input = nn.ModuleList(nn.Linear(size, 3 * hidden) for _ in range(2))
        self.cell = nn.ParameterList(nn.Parameter(torch.zeros(2 * hidden)) for _ in range(2))
        for m in self.input:
            nn.init.xavier_uniform_(m.weight[:hidden])
            nn.init.zeros_(m.bias)
            m.bias.data[2 * hidden:] = -1

    def forward(self, x, turn):
        h = x.shape[2] // 2
        forth = SRU.apply(self.input[0](x), self.cell[0], x[:, :, :h])
        y = Turn.apply(x, turn)
        back = SRU.apply(self.input[1](y), self.cell[1], y[:, :, h:])
        return torch.cat([forth, Turn.apply(back, turn)], 2)
