"""What Qt needs of a Linux system, asked before Qt is loaded; needs no Qt itself.

`python -m gui.system` prints the Debian packages that are missing, one line, maybe empty.
"""

import ctypes
import os
import sys

from db.words import _

# The shared library that Qt loads, and the Debian package that brings it.
ALWAYS = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
}
ON_X11 = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}


def missing_packages() -> tuple[str, ...]:
    """Return the Debian packages without which no window opens here; empty off Linux."""
    if not sys.platform.startswith("linux"):
        return ()
    x11 = os.environ.get("QT_QPA_PLATFORM", "xcb").startswith("xcb")
    wanted = {**ALWAYS, **ON_X11} if x11 else ALWAYS
    return tuple(package for library, package in wanted.items() if not _loads(library))


def why_no_window() -> str:
    """Return why no window can be opened here and what to do, in words; "" if one can."""
    packages = missing_packages()
    if packages:
        return _("Qt misses system libraries. Install them: sudo apt-get install {names}").format(
            names=" ".join(packages)
        )
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in screens):
        return _("There is no screen: start it from a desktop, or set DISPLAY.")
    return ""


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    sys.stdout.write(" ".join(missing_packages()) + "\n")
