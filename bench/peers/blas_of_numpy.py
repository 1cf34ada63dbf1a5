"""Which BLAS this NumPy calls, for the record."""
import ctypes, re


def name_blas():
    """E.g. "OpenBLAS 0.3.31 SkylakeX", from the library that the process has mapped; else "its BLAS"."""
    try:
        with open("/proc/self/maps") as maps:
            paths = sorted(set(re.findall(r"(/\S*(?:blas|mkl)\S*\.so\S*)", maps.read())))
    except OSError:
        return "its BLAS"
    for path in paths:
        library = ctypes.CDLL(path)
        for symbol in ("openblas_get_config", "openblas_get_config64_", "scipy_openblas_get_config64_", "scipy_openblas_get_config"):
            if hasattr(library, symbol):
                config = getattr(library, symbol)
                config.restype = ctypes.c_char_p
                words = config().decode().split()
                return " ".join([*words[:2], *(word for word in words if word in KERNELS)])
    return "its BLAS"


KERNELS = {"SkylakeX", "Haswell", "Zen", "Cooperlake", "Sapphirerapids", "SAPPHIRERAPIDS", "NEOVERSEN1", "NEOVERSEV1", "Prescott"}
