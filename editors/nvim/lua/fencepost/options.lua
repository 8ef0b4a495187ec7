-- The options of setup(): defaults, and what each one may be.
local M = {}

-- defaults returns the options of a setup() without arguments. `settings` is
-- empty because the server knows its own defaults.
function M.defaults()
  return {
    cmd = { 'fencepost', 'serve' },
    autostart = true,
    c = 'annotated',
    root_markers = { '.git' },
    settings = {},
    execution = { window = 'float' },
    quickfix = { open = true },
    capabilities = nil,
    on_attach = nil,
  }
end

local function one_of(...)
  local allowed = { ... }
  return function(value)
    return vim.tbl_contains(allowed, value), 'one of ' .. table.concat(vim.tbl_map(vim.inspect, allowed), ', ')
  end
end

local function of_type(name, what)
  return function(value)
    return type(value) == name, what or ('a ' .. name)
  end
end

local function list_of_strings(example)
  return function(value)
    local ok = type(value) == 'table' and (vim.islist or vim.tbl_islist)(value) and #value > 0
    for _, item in ipairs(ok and value or {}) do
      ok = ok and type(item) == 'string'
    end
    return ok, 'a list of strings, for example ' .. example
  end
end

local function command(value)
  if type(value) == 'function' then
    return true
  end
  return list_of_strings("{ 'fencepost', 'serve' }")(value)
end

local function whole(least)
  return function(value)
    local ok = type(value) == 'number' and value == math.floor(value) and value >= least
    return ok, 'a whole number from ' .. least .. ' on'
  end
end

local function duration(value)
  local ok = type(value) == 'number' and value > 0
  if type(value) == 'string' then
    ok = value:match('^[%d.]+%a+') ~= nil
  end
  return ok, 'a number of seconds, or a text such as "10s" or "1m30s"'
end

-- rules are a table of checks in the shape of the options. A check returns
-- whether the value is right and, if not, what would be.
local rules = {
  cmd = command,
  autostart = of_type('boolean'),
  c = one_of('annotated', 'always', 'never'),
  root_markers = list_of_strings("{ '.git' }"),
  settings = {
    model = of_type('string', '"lkmm" or the path of a .cat or .cfg file'),
    timeout = duration,
    unroll = whole(1),
    defines = list_of_strings("{ 'CONFIG_SMP', 'NR_CPUS=4' }"),
    check = one_of('onType', 'onSave'),
    debounce = whole(0),
    inlayHints = of_type('boolean'),
    codeLens = of_type('boolean'),
  },
  execution = { window = one_of('float', 'split', 'vsplit') },
  quickfix = { open = of_type('boolean') },
  capabilities = of_type('table'),
  on_attach = of_type('function'),
}

local function names(group)
  local list = vim.tbl_keys(group)
  table.sort(list)
  return table.concat(list, ', ')
end

-- lay puts the values of given that are right over those of into, and adds a
-- sentence to problems for each that is not.
local function lay(into, given, group, path, problems)
  local keys = vim.tbl_keys(given)
  table.sort(keys, function(a, b)
    return tostring(a) < tostring(b)
  end)
  for _, key in ipairs(keys) do
    local value, rule, name = given[key], group[key], path .. tostring(key)
    if rule == nil then
      local hint = group.settings and group.settings[key] and (', but `settings.%s`'):format(key) or ''
      table.insert(problems, ('there is no option `%s`%s; there are: %s'):format(name, hint, names(group)))
    elseif type(rule) == 'table' then
      if type(value) == 'table' then
        lay(into[key], value, rule, name .. '.', problems)
      else
        table.insert(problems, ('`%s` is %s; it must be a table of: %s'):format(name, vim.inspect(value), names(rule)))
      end
    else
      local ok, right = rule(value)
      if ok then
        into[key] = value
      else
        table.insert(problems, ('`%s` is %s; it must be %s'):format(name, vim.inspect(value), right))
      end
    end
  end
end

-- merge returns the defaults with given laid over them, and a list of sentences
-- about values that are wrong; for these the default stays.
function M.merge(given)
  local merged, problems = M.defaults(), {}
  if given == nil then
    return merged, problems
  end
  if type(given) ~= 'table' then
    return merged, { ('setup() takes a table, not %s'):format(vim.inspect(given)) }
  end
  lay(merged, given, rules, '', problems)
  return merged, problems
end

return M
