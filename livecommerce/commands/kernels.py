"""Kernels that begin with their libraries loaded: one process imports them, and each notebook's kernel is a fork of it.

What a fork does stays in it, so a notebook meets the same fresh Python as in a kernel of its own. The package and its
tables are not among what is loaded before: each kernel reads them anew.
"""

import multiprocessing
import os

import nbformat
from ipykernel.kernelapp import IPKernelApp
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient

_LIBRARIES = ["ipykernel.kernelapp", "ipykernel.zmqshell", "altair", "ipywidgets", "pandas", "pydantic", "vl_convert"]


def _serve(connection_file: str, folder: str, environment: dict[str, str]) -> None:
    """Be a kernel: what a fork does in place of ``python -m ipykernel_launcher``."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    # Its parent is the process that it was forked from, and a kernel whose parent is gone ends.
    IPKernelApp.launch_instance(["-f", connection_file], parent_handle=os.getppid())


class _Popen:
    """A process of `multiprocessing` as Jupyter asks for it."""

    stdin = stdout = stderr = None

    def __init__(self, process: multiprocessing.Process):
        self.process, self.pid = process, process.pid
        self.kill, self.terminate = process.kill, process.terminate

    def poll(self) -> int | None:
        return self.process.exitcode

    def wait(self) -> int | None:
        self.process.join()
        return self.process.exitcode

    def send_signal(self, number: int) -> None:
        if self.process.is_alive():
            os.kill(self.pid, number)


class ForkedKernelManager(AsyncKernelManager):
    """A manager of one kernel that is forked, not started, and that no other user of the machine can listen to."""

    def __init__(self, **options):
        super().__init__(transport_encryption="auto", **options)

    async def _async_launch_kernel(self, kernel_cmd: list[str], **options) -> None:
        forks = multiprocessing.get_context("forkserver")
        forks.set_forkserver_preload(_LIBRARIES)  # heeded by the first, which makes the process to fork from
        arguments = (self.connection_file, options["cwd"], options["env"])
        process = forks.Process(target=_serve, args=arguments, daemon=True)
        process.start()
        self.provisioner.process, self.provisioner.pid = _Popen(process), process.pid


def execute(notebook: nbformat.NotebookNode, folder: str) -> None:
    """Run a notebook's cells and put their outputs into it.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Changed in place.
    folder : str
        Where its cells run.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        If a cell fails.
    """
    settings = {"record_timing": False, "resources": {"metadata": {"path": folder}}}
    if "forkserver" in multiprocessing.get_all_start_methods():  # not on Windows
        settings["kernel_manager_class"] = ForkedKernelManager
    NotebookClient(notebook, **settings).execute()
