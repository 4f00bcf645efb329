"""The language server as several editors would meet it: pytest-lsp sends what they say that they can do, reads every message
by the types of the protocol's own machine-readable specification, and warns of what such an editor did not ask for."""

import os
import pathlib

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, LspSpecificationWarning, client_capabilities

EDITORS = ["neovim@0.7", "neovim@0.9", "neovim@0.11", "emacs@29", "visual-studio-code@1.65"]
TEXT = """# Sea

A condominium is a territory that several states own together. Iran wants to divide the sea by equal shares.

## Shores

Iran supports the consensus among Caspian littoral states that is totally in line with the standards of modern law. \
However, three other Caspian states are pursuing short-term interests in their efforts to draw up the legal regime of the \
sea. It is 12 nautical miles wide 🌊 here.
"""
ARTICLE = "mehr-caspian-legal-regime.txt"

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.filterwarnings(f"error::{LspSpecificationWarning.__module__}.{LspSpecificationWarning.__name__}"),
]


@pytest_lsp.fixture(
    scope="module", params=EDITORS, config=ClientServerConfig(server_command=[os.environ["CASPIANCTL"], "lsp"])
)
async def client(request, lsp_client: LanguageClient):
    # What editors answer by themselves, and pytest-lsp leaves to whoever uses it.
    for method in (types.CLIENT_REGISTER_CAPABILITY, types.WORKSPACE_CODE_LENS_REFRESH):
        lsp_client.feature(method)(lambda *_: None)
    result = await lsp_client.initialize_session(
        types.InitializeParams(capabilities=client_capabilities(request.param), root_uri=None, process_id=os.getpid())
    )
    lsp_client.announced = result.capabilities
    yield
    await lsp_client.shutdown_session()


@pytest.fixture(scope="module")
def uri(client: LanguageClient, request) -> str:
    uri = (pathlib.Path(os.environ["FOLDER"]) / "sea.md").as_uri()
    client.text_document_did_open(
        types.DidOpenTextDocumentParams(types.TextDocumentItem(uri=uri, language_id="markdown", version=1, text=TEXT))
    )
    return uri


def at(uri: str, line: int, character: int) -> dict:
    return {"text_document": types.TextDocumentIdentifier(uri), "position": types.Position(line, character)}


def whole(uri: str) -> types.TextDocumentIdentifier:
    return types.TextDocumentIdentifier(uri)


async def test_workspace_symbol(client, uri):
    found = await client.workspace_symbol_async(types.WorkspaceSymbolParams(query="joint exploi"))
    assert found[0].name.startswith("It has been reported in Azeri media")
    assert found[0].location.uri.endswith(ARTICLE)
    assert found[0].location.range.start == types.Position(0, 1400)


async def test_document_symbol(client, uri):
    found = await client.text_document_document_symbol_async(types.DocumentSymbolParams(whole(uri)))
    assert found[0].name == "Sea"
    if isinstance(found[0], types.DocumentSymbol):
        assert found[0].children[-1].name == "Shores"
    else:
        assert [s.container_name for s in found if s.name == "Shores"] == ["Sea"]


async def test_folding_and_selection(client, uri):
    folds = await client.text_document_folding_range_async(types.FoldingRangeParams(whole(uri)))
    assert [fold.start_line for fold in folds] == [0, 4]
    params = types.SelectionRangeParams(whole(uri), [types.Position(2, 3)])
    (step,) = await client.text_document_selection_range_async(params)
    ends = []
    while step:
        ends.append(step.range.end.character)
        step = step.parent
    assert ends[:3] == [13, 62, 108]


async def test_hover(client, uri):
    found = await client.text_document_hover_async(types.HoverParams(**at(uri, 2, 4)))
    assert "condominium" in found.contents.value
    assert "a territory that several states own together" in found.contents.value
    assert found.range == types.Range(types.Position(2, 2), types.Position(2, 13))


async def test_definition_and_references(client, uri):
    found = await client.text_document_definition_async(types.DefinitionParams(**at(uri, 2, 4)))
    assert found[0].uri == uri
    params = types.ReferenceParams(**at(uri, 6, 2), context=types.ReferenceContext(include_declaration=True))
    found = await client.text_document_references_async(params)
    assert found and all(place.uri.endswith(ARTICLE) for place in found)


async def test_completion(client, uri):
    found = await client.text_document_completion_async(types.CompletionParams(**at(uri, 6, 9)))
    assert found.items[0].text_edit.range == types.Range(types.Position(6, 5), types.Position(6, 9))


async def test_diagnostics(client, uri):
    while not client.diagnostics.get(uri):
        await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    (copy,) = client.diagnostics[uri]
    assert copy.code == "copy" and copy.range.start == types.Position(6, 0)
    params = types.CodeActionParams(whole(uri), copy.range, types.CodeActionContext([copy]))
    actions = await client.text_document_code_action_async(params)
    assert any(action.title == "Show the twin" for action in actions)


async def test_lens_and_command(client, uri):
    lenses = await client.text_document_code_lens_async(types.CodeLensParams(whole(uri)))
    command = next(lens.command for lens in lenses if lens.command.title == "Divide by this: equal")
    params = types.ExecuteCommandParams(command.command, arguments=command.arguments)
    result = await client.workspace_execute_command_async(params)
    assert [round(row["percent"], 6) for row in result["rows"]] == [20, 20, 20, 20, 20]


async def test_inlay_hint(client, uri):
    where = types.Range(types.Position(0, 0), types.Position(9, 0))
    (hint,) = await client.text_document_inlay_hint_async(types.InlayHintParams(whole(uri), where))
    before = TEXT.split("\n")[6].split(" wide")[0]
    assert hint.label == "= 22.2 km" and hint.position == types.Position(6, len(before))
