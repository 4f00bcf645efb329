#!/bin/sh
# Runs test_lsp.py by the Python that has pytest-lsp, and writes down what it says.
export PYTHONDONTWRITEBYTECODE=1
"$PYTHON" -m pytest -q -p no:cacheprovider -o asyncio_default_fixture_loop_scope=module \
    "$REPOSITORY/Tests/Fixtures/editors/test_lsp.py" > "$RESULT" 2>&1
