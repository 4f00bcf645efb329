-- The language server alone, for Neovim 0.11 and later: vim.lsp.enable('caspian'). See docs/editors/neovim.md.
return {
  cmd = { 'caspianctl', 'lsp' },
  filetypes = { 'text', 'markdown', 'org', 'rst', 'asciidoc', 'asciidoctor', 'tex', 'plaintex', 'yaml' },
  reuse_client = function(client, config)
    return client.name == config.name
  end,
  root_dir = function(buffer, start)
    -- A YAML file that is no configuration of Caspian's is none of its business.
    local name = vim.fs.basename(vim.api.nvim_buf_get_name(buffer))
    if vim.bo[buffer].filetype ~= 'yaml' or name:match('^caspian%.') then
      start(nil)
    end
  end,
}
