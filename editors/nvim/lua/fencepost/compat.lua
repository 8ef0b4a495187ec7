-- What differs between the versions of Neovim, and nothing else.
--
-- 0.7 has start_client and buf_attach_client only; 0.8 brought vim.lsp.start,
-- 0.10 get_clients and inlay hints, 0.11 vim.lsp.config and methods of clients.
local M = {}

function M.has(version)
  return vim.fn.has('nvim-' .. version) == 1
end

-- clients returns the running clients of the given name.
function M.clients(name)
  if vim.lsp.get_clients then
    return vim.lsp.get_clients({ name = name })
  end
  return vim.tbl_filter(function(client)
    return client.name == name
  end, vim.tbl_values(vim.lsp.get_active_clients()))
end

function M.attached(client, bufnr)
  return client.attached_buffers[bufnr] ~= nil
end

-- request asks the server; handler(err, result, ctx) is called in the main loop.
-- It returns whether the request could be sent.
function M.request(client, method, params, handler, bufnr)
  if M.has('0.11') then
    return client:request(method, params, handler, bufnr)
  end
  return client.request(method, params, handler, bufnr)
end

function M.notify(client, method, params)
  if M.has('0.11') then
    return client:notify(method, params)
  end
  return client.notify(method, params)
end

function M.stop(client, force)
  if M.has('0.11') then
    return client:stop(force)
  end
  return client.stop(force)
end

-- position returns the parameters of a request about the cursor's place.
function M.position(win, client)
  return vim.lsp.util.make_position_params(win, client.offset_encoding)
end

-- byte_column returns the byte column of an LSP position in a line's text.
function M.byte_column(line, character, client)
  if client.offset_encoding == 'utf-8' then
    return math.min(character, #line)
  end
  local ok, column = pcall(vim.str_byteindex, line, character, client.offset_encoding ~= 'utf-32')
  return ok and column or #line
end

-- diagnostic_namespaces returns where the diagnostics of a client are kept: those
-- that the server pushes, and those that are pulled.
function M.diagnostic_namespaces(client)
  local list = { vim.lsp.diagnostic.get_namespace(client.id) }
  if M.has('0.10') then
    table.insert(list, vim.lsp.diagnostic.get_namespace(client.id, true))
  end
  return list
end

-- refresh_lenses asks for the code lenses of a buffer and shows them.
function M.refresh_lenses(client, bufnr)
  if M.has('0.10') then
    vim.lsp.codelens.refresh({ bufnr = bufnr })
    return
  end
  local params = { textDocument = { uri = vim.uri_from_bufnr(bufnr) } }
  M.request(client, 'textDocument/codeLens', params, vim.lsp.codelens.on_codelens, bufnr)
end

function M.show_inlay_hints(bufnr)
  if vim.lsp.inlay_hint and vim.lsp.inlay_hint.enable then
    vim.lsp.inlay_hint.enable(true, { bufnr = bufnr })
  end
end

-- features lists what this Neovim can do with the server, for :checkhealth.
function M.features()
  return {
    { 'vim.lsp.config and vim.lsp.enable', M.has('0.11') and vim.lsp.config ~= nil, '0.11' },
    { 'vim.lsp.start', vim.lsp.start ~= nil, '0.8' },
    { 'semantic tokens', vim.lsp.semantic_tokens ~= nil, '0.9' },
    { 'inlay hints', vim.lsp.inlay_hint ~= nil, '0.10' },
    { 'pull diagnostics', M.has('0.10'), '0.10' },
  }
end

return M
