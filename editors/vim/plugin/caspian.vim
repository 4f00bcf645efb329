" Caspian in Vim 9: search into the quickfix list, a window that searches at every key, and completion, over the
" daemon's socket. See docs/editors/vim.md.
if exists('g:loaded_caspian') || !has('channel') || !has('popupwin')
  finish
endif
let g:loaded_caspian = 1

" The program, and whatever stands before a verb, such as --config.
let g:caspian_command = get(g:, 'caspian_command', ['caspianctl'])
" Milliseconds that an answer may take.
let g:caspian_timeout = get(g:, 'caspian_timeout', 5000)

command! -nargs=+ Caspian call caspian#Search(<q-args>)
command! -nargs=* CaspianPick call caspian#Pick(<q-args>)
command! -nargs=? -range=% CaspianSummary call caspian#Summary(<line1>, <line2>, <q-args>)
