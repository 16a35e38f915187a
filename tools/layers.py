"""Checks the rules of the house that can be read from the source: who may import whom, what a page may hold.

``pages`` > ``dashboard`` > ``data_access``; ``seed`` > ``dashboard``; metrics, charts and reports
know neither the screen nor the database.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parents[1]
FOLDERS = ("dashboard", "data_access", "pages", "seed", "tools")
SCREEN = frozenset({"streamlit", "streamlit_authenticator"})
DATABASE = frozenset({"sqlalchemy", "alembic", "psycopg", "sqlite3"})
PURE_PACKAGES = ("metrics", "charts", "reports")
PURE_MODULES = ("text.py", "theme.py", "written.py")
PURE_NEIGHBOURS = frozenset({"metrics", "charts", "reports", "text", "theme", "written"})
EMPTY_NAMES = frozenset({"utils", "util", "helpers", "helper", "common", "manager", "service", "base", "misc"})
PAGE_LINES = 60
CACHE_MODULE = "dashboard/data.py"


def all_breaches() -> list[str]:
    """Every breach in the product's own source, one sentence each."""
    found: list[str] = []
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            relative = PurePosixPath(path.relative_to(ROOT).as_posix())
            found += breaches(relative, path.read_text(encoding="utf-8"))
    return found + entrypoint_breaches(ROOT)


def breaches(path: PurePosixPath, source: str) -> list[str]:
    """What is wrong with *source*, were it the file at *path* (relative to the root, with slashes)."""
    tree = ast.parse(source)
    found = [*_names(path), *_imports(path, tree), *_shorthand(tree), *_caches(path, tree)]
    if path.parts[0] == "pages":
        found += _page(source, tree)
    return [f"{path}: {sentence}" for sentence in found]


def entrypoint_breaches(root: Path) -> list[str]:
    """Scripts for ``streamlit run`` that have a ``pages`` folder beside them: sign-in could be bypassed."""
    found = [f"{p.name}: a script at the root stands beside pages/" for p in sorted(root.glob("*.py"))]
    if (root / "dashboard" / "pages").exists():
        found.append("dashboard/pages: stands beside the entrypoint dashboard/app.py")
    return found


def _names(path: PurePosixPath) -> Iterator[str]:
    if path.stem in EMPTY_NAMES:
        yield f"the name {path.stem!r} says nothing"
    beside_entrypoint = path.parts[0] == "dashboard" and len(path.parts) > 1
    if beside_entrypoint and PurePosixPath(path.parts[1]).stem in sys.stdlib_module_names:
        yield "shadows a module of the standard library (dashboard/ leads sys.path)"


def _imports(path: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            yield f"line {node.lineno}: relative import"
    for line, module in _imported(tree):
        if not _allowed(path, module):
            yield f"line {line}: may not import {module}"


def _imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def _allowed(path: PurePosixPath, module: str) -> bool:
    top, *rest = module.split(".")
    layer = path.parts[0]
    if layer == "data_access":
        return top not in SCREEN | {"dashboard", "pages", "seed", "tools", "click"}
    if layer == "dashboard":
        return _allowed_in_dashboard(path, top, rest)
    if layer == "pages":
        return top not in DATABASE | {"data_access", "seed", "tools", "pages"}
    return top not in {"pages"} | (SCREEN if layer == "seed" else frozenset())


def _allowed_in_dashboard(path: PurePosixPath, top: str, rest: list[str]) -> bool:
    inside = path.parts[1]
    if inside in PURE_PACKAGES or path.parts[1:] in {(m,) for m in PURE_MODULES}:
        neighbour = top != "dashboard" or (bool(rest) and rest[0] in PURE_NEIGHBOURS)
        return neighbour and top not in SCREEN | DATABASE | {"data_access", "pages", "seed", "tools", "click"}
    # The command line starts everything, the demonstration too.
    return top not in {"pages", "tools"} | (frozenset() if inside.startswith("cli") else {"seed"})


def _shorthand(tree: ast.Module) -> Iterator[str]:
    for call in _calls(tree, "encode"):
        given = [(None, a) for a in call.args] + [(k.arg, k.value) for k in call.keywords]
        for keyword, value in given:
            if keyword not in {"encoding", "errors"} and any(_is_shorthand(v, keyword) for v in _flat(value)):
                yield f"line {call.lineno}: Altair shorthand; write alt.X(...) and its like"


def _flat(node: ast.expr) -> list[ast.expr]:
    return list(node.elts) if isinstance(node, ast.List | ast.Tuple) else [node]


def _is_shorthand(node: ast.expr, keyword: str | None) -> bool:
    text = node.value if isinstance(node, ast.Constant) else None
    return isinstance(text, str) and (keyword is not None or ":" in text)


def _caches(path: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "cache_data" and str(path) != CACHE_MODULE:
            yield f"line {node.lineno}: st.cache_data belongs in {CACHE_MODULE}, keyed by data version"


def _calls(tree: ast.Module, method: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == method:
            yield node


def _page(source: str, tree: ast.Module) -> Iterator[str]:
    if (lines := source.count("\n")) > PAGE_LINES:
        yield f"{lines} lines; a page is a table of contents of at most {PAGE_LINES}"
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield f"line {node.lineno}: a class in a page is made anew on every run"
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not _is_part(node):
            yield f"line {node.lineno}: only a fragment or a dialog may be defined in a page"
        elif isinstance(node, ast.BinOp) and not isinstance(node.op, ast.BitOr):
            yield f"line {node.lineno}: no arithmetic in a page"


def _is_part(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    names = [ast.unparse(d.func if isinstance(d, ast.Call) else d) for d in function.decorator_list]
    return any(name.split(".")[-1] in {"fragment", "dialog"} for name in names)


def main() -> int:
    """Print every breach; exit status 1 when there is one."""
    found = all_breaches()
    print("\n".join(found) or "layers: no breach")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
