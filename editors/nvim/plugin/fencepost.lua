if vim.g.loaded_fencepost then
  return
end
vim.g.loaded_fencepost = 1

if vim.fn.has('nvim-0.7') == 0 then
  vim.api.nvim_err_writeln('fencepost: Neovim 0.7 or later is needed')
  return
end

-- Nothing of lua/fencepost is loaded before it is used.
local function command(name, run, opts)
  vim.api.nvim_create_user_command(name, run, opts)
end

command('FencepostVerify', function(args)
  require('fencepost.verify').run({ workspace = args.bang })
end, { bang = true, desc = 'Verify this file; with ! all of the workspace' })

command('FencepostExecution', function(args)
  require('fencepost.execution').show({ which = args.args, mods = args.mods })
end, {
  nargs = '?',
  complete = function(lead)
    return require('fencepost.execution').complete(lead)
  end,
  desc = 'Show an execution of the test under the cursor',
})

command('FencepostExplain', function(args)
  require('fencepost.explain').show({ mods = args.mods })
end, { desc = 'Tell all that is known of the place under the cursor' })

command('FencepostCancel', function()
  require('fencepost.progress').cancel()
end, { desc = 'Stop the verification that is under way' })

command('FencepostRestart', function()
  require('fencepost').restart()
end, { desc = 'Restart the language server' })

-- The plugin works without a call of setup(); one that comes while the
-- configuration is read, or with the plugin loaded late, is heeded first.
vim.schedule(function()
  require('fencepost').start()
end)
