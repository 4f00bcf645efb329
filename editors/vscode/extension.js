'use strict';
// Caspian in VS Code. Everything is asked of `caspianctl lsp`; see docs/editors/vscode.md.

const vscode = require('vscode');
const { Client } = require('./client');

const LANGUAGES = ['plaintext', 'markdown', 'org', 'restructuredtext', 'asciidoc', 'latex'];
const SELECTOR = [
  ...LANGUAGES.map((language) => ({ language })),
  { language: 'yaml', pattern: '**/caspian.{yaml,yml}' },
];

let client;
let diagnostics;

// ---- LSP to VS Code

const range = (r) => new vscode.Range(r.start.line, r.start.character, r.end.line, r.end.character);
const location = (l) => new vscode.Location(vscode.Uri.parse(l.uri), range(l.range));
const name = (document) => ({ textDocument: { uri: document.uri.toString() } });
const at = (document, position) => ({ ...name(document), position });
const plain = (r) => ({ start: r.start, end: r.end });
const isOurs = (document) => vscode.languages.match(SELECTOR, document) > 0;

function symbol(s) {
  // VS Code counts kinds from 0, LSP from 1.
  const result = new vscode.DocumentSymbol(s.name, '', s.kind - 1, range(s.range), range(s.selectionRange));
  result.children = (s.children || []).map(symbol);
  return result;
}

function selection(s) {
  return new vscode.SelectionRange(range(s.range), s.parent && selection(s.parent));
}

function diagnostic(d) {
  const result = new vscode.Diagnostic(range(d.range), d.message, d.severity - 1);
  result.source = d.source;
  result.code = d.code;
  result.tags = d.tags;
  result.relatedInformation = (d.relatedInformation || []).map(
    (i) => new vscode.DiagnosticRelatedInformation(location(i.location), i.message),
  );
  return result;
}

function edit(changes) {
  const result = new vscode.WorkspaceEdit();
  for (const [uri, edits] of Object.entries(changes)) {
    for (const e of edits) result.replace(vscode.Uri.parse(uri), range(e.range), e.newText);
  }
  return result;
}

function action(a) {
  const result = new vscode.CodeAction(a.title, vscode.CodeActionKind.Empty.append(a.kind));
  if (a.edit) result.edit = edit(a.edit.changes);
  if (a.command) result.command = command(a.command);
  result.isPreferred = a.isPreferred;
  return result;
}

const command = (c) => ({ title: c.title, command: 'caspian.execute', arguments: [c.command, ...(c.arguments || [])] });

function completion(item) {
  const result = new vscode.CompletionItem(item.label, item.kind - 1);
  Object.assign(result, { detail: item.detail, documentation: item.documentation, sortText: item.sortText });
  result.range = range(item.textEdit.range);
  result.insertText = item.textEdit.newText;
  result.filterText = item.filterText;
  return result;
}

// ---- What the server tells and asks

async function show({ uri, external, selection: place }) {
  const target = vscode.Uri.parse(uri);
  if (external) return { success: await vscode.env.openExternal(target) };
  await vscode.window.showTextDocument(target, { preview: true, selection: place && range(place) });
  return { success: true };
}

function take(method, params) {
  switch (method) {
    case 'textDocument/publishDiagnostics':
      diagnostics.set(vscode.Uri.parse(params.uri), params.diagnostics.map(diagnostic));
      return undefined;
    case 'window/showMessage':
      return void (params.type === 1 ? vscode.window.showErrorMessage : vscode.window.showInformationMessage)(params.message);
    case 'window/showDocument':
      return show(params);
    default:
      return undefined;
  }
}

function start() {
  const program = vscode.workspace.getConfiguration('caspian').get('command');
  client = new Client([...program, 'lsp'], take, (reason) => {
    client = undefined;
    vscode.window.showErrorMessage(`Caspian: ${reason}`);
  });
  const capabilities = {
    textDocument: {
      documentSymbol: { hierarchicalDocumentSymbolSupport: true },
      hover: { contentFormat: ['markdown'] },
      publishDiagnostics: { relatedInformation: true, tagSupport: { valueSet: [1] } },
      codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source'] } } },
    },
    window: { showDocument: { support: true } },
    workspace: { executeCommand: { dynamicRegistration: true } },
  };
  const ready = client.ask('initialize', { processId: process.pid, rootUri: null, capabilities });
  return ready.then(() => {
    client.notify('initialized', {});
    vscode.workspace.textDocuments.forEach(opened);
  });
}

// ---- What is open

function opened(document) {
  if (!client || !isOurs(document)) return;
  const { languageId, version } = document;
  const textDocument = { uri: document.uri.toString(), languageId, version, text: document.getText() };
  client.notify('textDocument/didOpen', { textDocument });
}

function changed({ document, contentChanges }) {
  if (!client || !isOurs(document) || contentChanges.length === 0) return;
  client.notify('textDocument/didChange', {
    textDocument: { uri: document.uri.toString(), version: document.version },
    contentChanges: contentChanges.map((change) => ({ range: plain(change.range), text: change.text })),
  });
}

// ---- Commands

/** The server, started again if it has gone. */
async function server() {
  if (!client) await start();
  return client;
}

async function execute(name, ...args) {
  return (await server()).ask('workspace/executeCommand', { command: name, arguments: args });
}

/** A list that searches at every key: VS Code's own list of symbols filters hits by their letters. */
function pick() {
  const list = vscode.window.createQuickPick();
  list.placeholder = 'Words, "phrases", field:word, or a question';
  list.matchOnDescription = list.matchOnDetail = true;
  let asked = 0;
  list.onDidChangeValue(async (query) => {
    const turn = ++asked;
    const found = await server()
      .then((running) => running.ask('workspace/symbol', { query }))
      .catch(() => []);
    if (turn !== asked || !found) return;
    list.items = found.map((hit) => ({
      label: hit.name,
      description: hit.containerName,
      alwaysShow: true,
      location: hit.location,
    }));
  });
  list.onDidAccept(() => {
    const [item] = list.selectedItems;
    if (item) show({ uri: item.location.uri, selection: item.location.range });
    list.hide();
  });
  list.onDidHide(() => list.dispose());
  list.show();
  return list;
}

/** Any method that takes a text, on the selection or the whole document. */
async function run() {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return;
  const whole = new vscode.Range(0, 0, editor.document.lineCount, 0);
  const chosen = editor.selection.isEmpty ? whole : editor.selection;
  const context = { diagnostics: [], only: ['source'] };
  const params = { ...name(editor.document), range: plain(chosen), context };
  const actions = await (await server()).ask('textDocument/codeAction', params);
  const method = await vscode.window.showQuickPick((actions || []).map((a) => ({ label: a.title, action: a })));
  if (method) await execute(method.action.command.command, ...method.action.command.arguments);
}

// ---- Beginning and end

async function activate(context) {
  diagnostics = vscode.languages.createDiagnosticCollection('caspian');
  const { languages, workspace, commands } = vscode;
  const ask = (method, params, token) => (client ? client.ask(method, params, token) : Promise.resolve(null));
  const many = async (method, params, token, convert) => ((await ask(method, params, token)) || []).map(convert);
  context.subscriptions.push(
    diagnostics,
    workspace.onDidOpenTextDocument(opened),
    workspace.onDidChangeTextDocument(changed),
    workspace.onDidSaveTextDocument((d) => client && isOurs(d) && client.notify('textDocument/didSave', name(d))),
    workspace.onDidCloseTextDocument((d) => client && isOurs(d) && client.notify('textDocument/didClose', name(d))),
    commands.registerCommand('caspian.execute', execute),
    commands.registerCommand('caspian.pick', pick),
    commands.registerCommand('caspian.run', run),
    languages.registerWorkspaceSymbolProvider({
      provideWorkspaceSymbols: (query, token) =>
        many('workspace/symbol', { query }, token, (s) =>
          new vscode.SymbolInformation(s.name, s.kind - 1, s.containerName || '', location(s.location))),
    }),
    languages.registerDocumentSymbolProvider(SELECTOR, {
      provideDocumentSymbols: (d, token) => many('textDocument/documentSymbol', name(d), token, symbol),
    }),
    languages.registerFoldingRangeProvider(SELECTOR, {
      provideFoldingRanges: (d, _, token) =>
        many('textDocument/foldingRange', name(d), token, (f) => new vscode.FoldingRange(f.startLine, f.endLine)),
    }),
    languages.registerSelectionRangeProvider(SELECTOR, {
      provideSelectionRanges: (d, positions, token) =>
        many('textDocument/selectionRange', { ...name(d), positions }, token, selection),
    }),
    languages.registerHoverProvider(SELECTOR, {
      async provideHover(d, position, token) {
        const found = await ask('textDocument/hover', at(d, position), token);
        return found && new vscode.Hover(new vscode.MarkdownString(found.contents.value), range(found.range));
      },
    }),
    languages.registerDefinitionProvider(SELECTOR, {
      provideDefinition: (d, position, token) => many('textDocument/definition', at(d, position), token, location),
    }),
    languages.registerReferenceProvider(SELECTOR, {
      provideReferences: (d, position, reference, token) =>
        many('textDocument/references', { ...at(d, position), context: reference }, token, location),
    }),
    languages.registerCompletionItemProvider(SELECTOR, {
      async provideCompletionItems(d, position, token) {
        const found = await ask('textDocument/completion', at(d, position), token);
        return found && new vscode.CompletionList(found.items.map(completion), found.isIncomplete);
      },
    }),
    languages.registerCodeActionsProvider(SELECTOR, {
      provideCodeActions: (d, where, _, token) =>
        many('textDocument/codeAction', { ...name(d), range: plain(where), context: { diagnostics: [] } }, token, action),
    }),
    languages.registerCodeLensProvider(SELECTOR, {
      provideCodeLenses: (d, token) =>
        many('textDocument/codeLens', name(d), token, (l) => new vscode.CodeLens(range(l.range), command(l.command))),
    }),
    languages.registerInlayHintsProvider(SELECTOR, {
      provideInlayHints: (d, where, token) =>
        many('textDocument/inlayHint', { ...name(d), range: plain(where) }, token, (h) => {
          const hint = new vscode.InlayHint(new vscode.Position(h.position.line, h.position.character), h.label);
          hint.paddingLeft = h.paddingLeft;
          return hint;
        }),
    }),
  );
  await start();
}

function deactivate() {
  return client && client.stop();
}

module.exports = { activate, deactivate };
