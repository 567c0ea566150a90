"""Static files under names that carry their content's hash, compressed beforehand."""

import hashlib
import shutil
import tempfile
from pathlib import Path

from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

HASHED_NAME = r"\.[0-9a-f]{12}\."
KINDS = (".css", ".js", ".svg", ".png", ".ico")


def publish(source: Path, instance: Path) -> tuple[Path, dict[str, str]]:
    """Copy `source` to a folder of its own under hashed names; return the folder and name → address.

    A second process, or a second start, finds the folder done and leaves it alone.
    """
    files = sorted(file for file in source.rglob("*") if file.suffix in KINDS)
    hashed = {file: _hashed_name(file.relative_to(source), file.read_bytes()) for file in files}
    digest = hashlib.sha256("\n".join(hashed.values()).encode()).hexdigest()[:12]
    folder = instance / f"assets-{digest}"
    if not folder.exists():
        _fill(folder, hashed)
    return folder, {file.relative_to(source).as_posix(): f"/static/{name}" for file, name in hashed.items()}


def _hashed_name(file: Path, content: bytes) -> str:
    return file.with_suffix(f".{hashlib.sha256(content).hexdigest()[:12]}{file.suffix}").as_posix()


def _fill(folder: Path, hashed: dict[Path, str]) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=folder.parent))
    compressor = Compressor(quiet=True)
    for file, name in hashed.items():
        target = draft / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
        if compressor.should_compress(str(target)):
            list(compressor.compress(str(target)))
    draft.chmod(0o755)
    try:
        draft.rename(folder)
    except OSError:  # another process was first
        shutil.rmtree(draft)


def serve(wsgi_app: object, folder: Path) -> WhiteNoise:
    """Put the published files in front of the application."""
    return WhiteNoise(wsgi_app, root=str(folder), prefix="/static/", immutable_file_test=HASHED_NAME)
