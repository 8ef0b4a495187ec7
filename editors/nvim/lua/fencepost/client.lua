-- The language client: its configuration, starting, stopping, finding it.
local compat = require('fencepost.compat')

local M = { name = 'fencepost' }

-- ids of clients that were started here for 0.7, by root; whether a restart
-- waits for clients to end; the message about a missing program, once told.
local state = { by_root = {}, restarting = {}, told = nil }

local function options()
  return require('fencepost').options()
end

-- missing returns nil if the server's program can be run, else what is wrong and
-- how to get it.
function M.missing()
  local cmd = options().cmd
  if type(cmd) == 'function' or vim.fn.executable(cmd[1]) == 1 then
    return nil
  end
  local where = cmd[1]:find('/') and ('there is no program `%s`'):format(cmd[1])
    or ('`%s` is not on the PATH'):format(cmd[1])
  return where
    .. '. Build it with `make build` in a clone of github.com/lkmm-tools/fencepost,'
    .. ' or name it in `cmd`; then :FencepostRestart. See :help fencepost-install'
end

-- root returns the folder that counts as the workspace of a buffer: the nearest
-- one that holds a root marker, else that of the file.
function M.root(bufnr)
  local name = vim.api.nvim_buf_get_name(bufnr)
  local folder = name ~= '' and vim.fn.fnamemodify(name, ':p:h') or vim.fn.getcwd()
  local at = folder
  while true do
    for _, marker in ipairs(options().root_markers) do
      if vim.loop.fs_stat(at .. '/' .. marker) then
        return at
      end
    end
    local parent = vim.fn.fnamemodify(at, ':h')
    if parent == at then
      return folder
    end
    at = parent
  end
end

local function on_attach(client, bufnr)
  if not compat.has('0.8') then
    -- Later versions set these by themselves.
    vim.bo[bufnr].omnifunc = 'v:lua.vim.lsp.omnifunc'
    if vim.bo[bufnr].filetype == 'litmus' then
      vim.bo[bufnr].tagfunc = 'v:lua.vim.lsp.tagfunc'
      vim.bo[bufnr].formatexpr = 'v:lua.vim.lsp.formatexpr()'
    end
  end
  if options().settings.inlayHints then
    compat.show_inlay_hints(bufnr)
  end
  require('fencepost.results').refresh_lenses(client, bufnr)
  if options().on_attach then
    options().on_attach(client, bufnr)
  end
end

-- commands are those of code lenses and code actions that this side carries out.
local function commands()
  return {
    ['fencepost.showExecution'] = function(command, ctx)
      local what = (command.arguments or {})[1] or {}
      require('fencepost.execution').show({
        uri = what.uri,
        test = what.test,
        which = what.which,
        client_id = ctx.client_id,
      })
    end,
    ['fencepost.verifyFile'] = function()
      require('fencepost.verify').run({})
    end,
    ['fencepost.verifyWorkspace'] = function()
      require('fencepost.verify').run({ workspace = true })
    end,
    ['fencepost.restart'] = function()
      M.restart()
    end,
  }
end

local function handlers()
  return {
    ['fencepost/results'] = function(_, params, ctx)
      require('fencepost.results').take(params, ctx.client_id)
    end,
    ['fencepost/status'] = function(_, params, ctx)
      require('fencepost.results').take_status(params, ctx.client_id)
    end,
    ['$/progress'] = function(err, params, ctx, config)
      require('fencepost.progress').take(params, ctx.client_id)
      local default = vim.lsp.handlers['$/progress']
      return default and default(err, params, ctx, config)
    end,
  }
end

-- config returns the configuration of the client, as vim.lsp.config takes it.
function M.config()
  local opts = options()
  local settings = next(opts.settings) and vim.deepcopy(opts.settings) or vim.empty_dict()
  local init = vim.deepcopy(opts.settings)
  init.results = true
  init.clientCommands = vim.tbl_keys(commands())
  table.sort(init.clientCommands)
  return {
    name = M.name,
    cmd = opts.cmd,
    filetypes = { 'litmus' },
    root_dir = function(bufnr, on_dir)
      on_dir(M.root(bufnr))
    end,
    settings = { fencepost = settings },
    init_options = init,
    capabilities = opts.capabilities or vim.lsp.protocol.make_client_capabilities(),
    commands = commands(),
    handlers = handlers(),
    on_attach = on_attach,
    on_exit = function(_, _, client_id)
      vim.schedule(function()
        M.exited(client_id)
      end)
    end,
  }
end

-- is_c reports whether a buffer is a C file; headers may be C++ to Neovim.
local function is_c(bufnr)
  local filetype, name = vim.bo[bufnr].filetype, vim.api.nvim_buf_get_name(bufnr)
  return filetype == 'c' and name:match('%.[ch]$') ~= nil or filetype == 'cpp' and name:match('%.h$') ~= nil
end

-- may_test reports whether a C buffer can have tests, by a look at its text.
local function may_test(bufnr)
  local threads, main = false, false
  for _, line in ipairs(vim.api.nvim_buf_get_lines(bufnr, 0, -1, false)) do
    if line:find('@lkmm', 1, true) then
      return true
    end
    threads = threads or line:find('pthread_create', 1, true) ~= nil
    main = main or line:find('main', 1, true) ~= nil
  end
  return threads and main
end

-- wanted reports whether the server is to know a buffer: a litmus test, or a C file
-- as the option says. Other servers look after C files without tests.
function M.wanted(bufnr)
  if not vim.api.nvim_buf_is_loaded(bufnr) or vim.bo[bufnr].buftype ~= '' then
    return false
  elseif vim.bo[bufnr].filetype == 'litmus' then
    return true
  end
  local which = options().c
  return which ~= 'never' and is_c(bufnr) and (which == 'always' or may_test(bufnr))
end

local function wanted_buffers()
  return vim.tbl_filter(M.wanted, vim.api.nvim_list_bufs())
end

-- start_07 is vim.lsp.start for a Neovim that does not have it.
local function start_07(config, bufnr)
  local id = state.by_root[config.root_dir]
  if not id then
    id = vim.lsp.start_client(config)
    state.by_root[config.root_dir] = id
  end
  if id then
    vim.lsp.buf_attach_client(bufnr, id)
  end
end

-- attach attaches a buffer to the client of its workspace, which is started if
-- it does not run. A missing program is told once.
function M.attach(bufnr)
  local missing = M.missing()
  if missing then
    if state.told ~= missing then
      state.told = missing
      require('fencepost').tell(missing, vim.log.levels.WARN)
    end
    return
  end
  state.told = nil
  local config = compat.has('0.11') and vim.deepcopy(vim.lsp.config[M.name]) or M.config()
  config.root_dir = M.root(bufnr)
  if not vim.lsp.start then
    start_07(config, bufnr)
    return
  end
  vim.api.nvim_buf_call(bufnr, function()
    vim.lsp.start(config)
  end)
end

-- arrange makes files attach when they are opened, C files also when they get their
-- first annotation, and attaches those that are open.
function M.arrange()
  local group = vim.api.nvim_create_augroup('fencepost', { clear = true })
  if not options().autostart then
    return
  end
  if compat.has('0.11') then
    vim.lsp.enable(M.name)
  end
  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    pattern = { 'litmus', 'c', 'cpp' },
    callback = function(args)
      -- From 0.11 on vim.lsp.enable attaches litmus files where that is possible; the
      -- message if the program is missing is ours.
      local done = vim.bo[args.buf].filetype == 'litmus' and compat.has('0.11') and not M.missing()
      if not done and M.wanted(args.buf) then
        M.attach(args.buf)
      end
    end,
  })
  vim.api.nvim_create_autocmd({ 'InsertLeave', 'BufWritePost' }, {
    group = group,
    pattern = { '*.c', '*.h' },
    callback = function(args)
      if not M.of(args.buf) and M.wanted(args.buf) then
        M.attach(args.buf)
      end
    end,
  })
  for _, bufnr in ipairs(wanted_buffers()) do
    M.attach(bufnr)
  end
end

-- of returns the client that is attached to a buffer, or nil.
function M.of(bufnr)
  bufnr = (bufnr == nil or bufnr == 0) and vim.api.nvim_get_current_buf() or bufnr
  for _, client in ipairs(compat.clients(M.name)) do
    if compat.attached(client, bufnr) then
      return client
    end
  end
  return nil
end

-- needed returns the client of a buffer, or tells why there is none.
function M.needed(bufnr)
  local client = M.of(bufnr)
  if client then
    return client
  end
  local missing = M.missing()
  if missing then
    require('fencepost').tell(missing, vim.log.levels.WARN)
  elseif not M.wanted(bufnr) then
    require('fencepost').tell('this file has no tests', vim.log.levels.WARN)
  else
    require('fencepost').tell('the server is not attached to this file; :checkhealth fencepost', vim.log.levels.WARN)
  end
  return nil
end

-- exited notes that a client has ended, and carries on with a restart that has
-- waited for it.
function M.exited(client_id)
  for root, id in pairs(state.by_root) do
    if id == client_id then
      state.by_root[root] = nil
    end
  end
  require('fencepost.results').forget(client_id)
  require('fencepost.progress').forget(client_id)
  if not state.restarting[client_id] then
    return
  end
  state.restarting[client_id] = nil
  if next(state.restarting) == nil then
    for _, bufnr in ipairs(wanted_buffers()) do
      M.attach(bufnr)
    end
  end
end

-- restart stops all clients and, when they have ended, attaches the open files
-- anew.
function M.restart()
  state.told = nil
  local running = compat.clients(M.name)
  if #running == 0 then
    for _, bufnr in ipairs(wanted_buffers()) do
      M.attach(bufnr)
    end
    return
  end
  for _, client in ipairs(running) do
    state.restarting[client.id] = true
  end
  for _, client in ipairs(running) do
    compat.stop(client)
  end
  -- A server that does not answer `shutdown` is ended by force.
  vim.defer_fn(function()
    for _, client in ipairs(running) do
      if state.restarting[client.id] then
        compat.stop(client, true)
      end
    end
  end, 3000)
end

-- reconfigure carries changed options to a plugin that has started.
function M.reconfigure()
  if compat.has('0.11') then
    -- Drops the configuration that was made from the options before.
    vim.lsp.config(M.name, {})
  end
  M.arrange()
  if #compat.clients(M.name) > 0 then
    M.restart()
  end
end

return M
