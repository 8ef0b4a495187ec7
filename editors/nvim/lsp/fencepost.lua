-- Read by vim.lsp.enable('fencepost') of Neovim 0.11. Fields given to
-- vim.lsp.config('fencepost', …) are laid over these.
return require('fencepost.client').config()
