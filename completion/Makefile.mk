# Where bash-completion looks for a command's own.
completiondir = $(datadir)/bash-completion/completions
dist_completion_DATA = completion/attache
