'use strict';
// Runs the extension against the real server, with as much of VS Code's interface as it uses, and writes down what came
// of it. The interface is of https://code.visualstudio.com/api/references/vscode-api.

const fs = require('fs');
const Module = require('module');
const path = require('path');

const providers = {};
const commands = {};
const shown = [];
const messages = [];
let published;
const events = {};

class Position {
  constructor(line, character) {
    Object.assign(this, { line, character });
  }
}
class Range {
  constructor(a, b, c, d) {
    this.start = new Position(a, b);
    this.end = new Position(c, d);
  }
}
class Plain {
  constructor(...values) {
    this.values = values;
  }
}
const register = (kind) => (...values) => ((providers[kind] = values[values.length - 1]), { dispose() {} });
const event = (kind) => (listener) => ((events[kind] = listener), { dispose() {} });
const quickPick = () => ({
  selectedItems: [],
  onDidChangeValue(listener) { this.type = listener; },
  onDidAccept(listener) { this.accept = listener; },
  onDidHide() {},
  show() {},
  hide() {},
  dispose() {},
});
const languages = new Proxy(
  {
    match: () => 1,
    createDiagnosticCollection: () => ({ set: (uri, list) => (published = { uri, list }), dispose() {} }),
  },
  { get: (target, key) => target[key] || register(key.replace(/^register|Provider$/g, '')) },
);
const vscode = {
  Position, Range, languages,
  Location: Plain, DocumentSymbol: Plain, SelectionRange: Plain, Diagnostic: Plain, SymbolInformation: Plain,
  DiagnosticRelatedInformation: Plain, FoldingRange: Plain, Hover: Plain, MarkdownString: Plain, CompletionItem: Plain,
  CompletionList: Plain, CodeAction: Plain, CodeLens: Plain, InlayHint: Plain,
  WorkspaceEdit: class { replace() {} },
  CodeActionKind: { Empty: { append: (kind) => kind } },
  Uri: { parse: (text) => ({ toString: () => text }) },
  env: { openExternal: async () => true },
  commands: { registerCommand: (name, action) => ((commands[name] = action), { dispose() {} }) },
  window: {
    showErrorMessage: (text) => messages.push(text),
    showInformationMessage: (text) => messages.push(text),
    showTextDocument: async (uri, options) => shown.push([uri.toString(), options.selection]),
    createQuickPick: quickPick,
  },
  workspace: {
    textDocuments: [],
    getConfiguration: () => ({ get: () => [process.env.CASPIANCTL] }),
    onDidOpenTextDocument: event('open'),
    onDidChangeTextDocument: event('change'),
    onDidSaveTextDocument: event('save'),
    onDidCloseTextDocument: event('close'),
  },
};
const load = Module._load;
Module._load = (name, ...rest) => (name === 'vscode' ? vscode : load(name, ...rest));

const extension = require(path.join(process.env.REPOSITORY, 'editors/vscode/extension.js'));

async function until(what, condition) {
  for (let i = 0; i < 2000; i++) {
    const value = condition();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`waited too long for ${what}`);
}

async function run() {
  const result = {};
  await extension.activate({ subscriptions: [] });
  const document = {
    uri: vscode.Uri.parse('untitled:1'), languageId: 'markdown', version: 1, getText: () => '# Note\n\nBaku has a coa\n',
  };
  events.open(document);
  document.version = 2;
  events.change({ document, contentChanges: [{ range: new Range(3, 0, 3, 0), text: '12 nmi\n' }] });
  result.symbol = (await providers.DocumentSymbol.provideDocumentSymbols(document))[0].values[0];
  result.hover = (await providers.Hover.provideHover(document, new Position(2, 1))).values[0].values[0];
  const list = await providers.CompletionItem.provideCompletionItems(document, new Position(2, 14));
  result.completion = list.values[0][0].insertText;
  const hints = await providers.InlayHints.provideInlayHints(document, new Range(0, 0, 9, 0));
  result.hint = hints[0].values[1];
  const [definition] = await providers.Definition.provideDefinition(document, new Position(2, 1));
  result.definition = [path.basename(definition.values[0].toString()), definition.values[1].start];
  const folds = await providers.FoldingRange.provideFoldingRanges(document);
  result.fold = folds[0].values;
  const lenses = await providers.CodeLens.provideCodeLenses(document);
  const { command, arguments: words } = lenses[0].values[1];
  await commands[command](...words);
  result.shown = path.basename((await until('a document', () => shown[0]))[0]);
  await until('diagnostics', () => published);
  const pick = commands['caspian.pick']();
  await pick.type('joint exploi');
  result.picked = pick.items[0].label;
  pick.selectedItems = [pick.items[0]];
  pick.accept();
  result.jumped = (await until('the hit', () => shown[1]))[1].start;
  await extension.deactivate();
  return result;
}

run()
  .catch((error) => ({ error: error.stack }))
  .then((result) => {
    fs.writeFileSync(process.env.RESULT, JSON.stringify({ ...result, messages }));
    process.exit(0);
  });
