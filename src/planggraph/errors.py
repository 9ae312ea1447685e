"""What can go wrong, in words a person can act on.

    PlanggraphError
    ├── InputError                    exit 2   the file or argument given cannot be used
    │   ├── MissingFile
    │   ├── EmptyFile
    │   ├── UnknownFormat
    │   ├── BinaryFile
    │   ├── DamagedFile
    │   ├── EncryptedFile
    │   ├── ScannedFile
    │   ├── TooLarge
    │   ├── NeedsLibreOffice
    │   ├── MissingExtra              a library for this format is not installed
    │   ├── BadTable                  a row of a registry, alias or corrections file
    │   ├── NothingToRead             a folder without a readable file
    │   ├── NoPlan                    files read, but none with a task
    │   ├── NothingToCheck            no plan with a task to check
    │   ├── UnreadableInputs          some files of a build were refused
    │   ├── UnwritableOutput
    │   ├── BadSetting                a setting of the endpoint
    │   ├── NeedsServer               the libraries of the endpoint are not installed
    │   ├── CannotListen              the address or port of the endpoint cannot be used
    │   └── NeedsNetwork              the libraries of the network measures are not installed
    ├── StoreError                    exit 3
    │   ├── MissingStore
    │   ├── NotAStore
    │   ├── OccupiedStore             the demonstration would replace other plans
    │   ├── DamagedStore
    │   ├── StoreBusy
    │   └── EndpointError             a SPARQL endpoint elsewhere
    │       ├── EndpointUnreachable
    │       ├── EndpointTooSlow
    │       ├── EndpointRefused       it wants a password, or does not allow this
    │       ├── EndpointFailed        it answers with a fault of its own
    │       ├── HalfAnswer            its answer ends early or cannot be read
    │       ├── HalfUpload            it holds other facts than were sent
    │       └── NoUpdateEndpoint
    └── QueryError                    exit 4
        ├── BadQueryHeader
        ├── UnknownQuery
        ├── BadParameter
        ├── BadSparql
        ├── NotInRegistry             a key or code that no registry table holds
        └── ForbiddenQuery

Each class holds one sentence in Chinese and one in English that say what is wrong, where, and what to do. Fields are filled by
keyword. The core raises; only the command line and the server turn an error into text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Said:
    """The value of a field that is put differently in Chinese and in English."""

    zh: str
    en: str


class PlanggraphError(Exception):
    """The root of everything planggraph raises on purpose.

    `fields` fill the templates. `say(language)` gives the message; `str(error)` gives the English one.
    """

    exit_code: ClassVar[int] = 1
    zh: ClassVar[str] = "{detail}"
    en: ClassVar[str] = "{detail}"

    def __init__(self, **fields: object) -> None:
        self.fields = fields
        super().__init__(self.say("en"))

    def say(self, language: Language) -> str:
        """The message in Chinese or English."""
        fields = {name: getattr(value, language) if isinstance(value, Said) else value for name, value in self.fields.items()}
        return (self.zh if language == "zh" else self.en).format(**fields)


class InputError(PlanggraphError):
    """The file or argument given cannot be used."""

    exit_code = 2


class MissingFile(InputError):
    zh = "找不到文件：{path}。请检查路径和文件名。"
    en = "No such file: {path}. Check the path and the name."


class EmptyFile(InputError):
    zh = "文件是空的：{path}。请换一份有正文的文件。"
    en = "The file is empty: {path}. Give one that has text."


class UnknownFormat(InputError):
    zh = "不认识的文件格式：{path}（{found}）。可读的格式：{known}。"
    en = "Unknown file format: {path} ({found}). Formats that can be read: {known}."


class BinaryFile(InputError):
    zh = "这不是文本文件：{path}。若是 Word、PDF 或 Excel 文件，请改回原来的扩展名。"
    en = "This is not a text file: {path}. If it is a Word, PDF or Excel file, give it its own extension back."


class DamagedFile(InputError):
    zh = "文件已损坏或不完整：{path}（{detail}）。请重新下载，或用原软件打开后另存一份。"
    en = "The file is damaged or incomplete: {path} ({detail}). Download it again, or open and save it in the program it came from."


class EncryptedFile(InputError):
    zh = "文件有密码保护：{path}。请先在原软件中去掉密码再另存。"
    en = "The file is protected by a password: {path}. Remove the password in the program it came from and save it."


class ScannedFile(InputError):
    zh = "文件只有图像、没有文字：{path}（{detail}）。请先做文字识别（OCR），再读识别后的文件。"
    en = "The file holds pictures and no text: {path} ({detail}). Run text recognition (OCR) first and read its result."


class TooLarge(InputError):
    zh = "文件过大或解压后过大：{path}（{detail}，上限 {limit}）。请拆分后再读。"
    en = "The file is too large, or unpacks to too much: {path} ({detail}, limit {limit}). Split it and read the parts."


class NeedsLibreOffice(InputError):
    zh = "读 {suffix} 这种旧格式需要 LibreOffice：{path}。请安装 LibreOffice，或在 Word/WPS 中另存为 .docx。"
    en = "Reading the old format {suffix} needs LibreOffice: {path}. Install LibreOffice, or save the file as .docx in Word or WPS."


class MissingExtra(InputError):
    zh = "读 {path} 需要没有安装的组件 {library}。请运行：pip install 'planggraph[{extra}]'"
    en = "Reading {path} needs {library}, which is not installed. Run: pip install 'planggraph[{extra}]'"


class BadTable(InputError):
    zh = "{path} 第 {line} 行有误：{detail}。"
    en = "{path}, line {line}: {detail}."


class NothingToRead(InputError):
    zh = "文件夹里没有可读的文件：{path}。可读的格式：{known}。"
    en = "There is no file to read in {path}. Formats that can be read: {known}."


class NoPlan(InputError):
    zh = "给出的文件中没有一份带责任分工的计划，图谱没有改动。"
    en = "None of the files holds a plan with responsibility clauses. The graph was left as it was."


class NothingToCheck(InputError):
    zh = "{path} 中没有带责任分工的计划，没有可检查的内容。"
    en = "There is no plan with responsibility clauses in {path}, so nothing was checked."


class UnreadableInputs(InputError):
    zh = "有 {count} 个文件未能读入，图谱没有改动。处理好这些文件再试，或加 --skip-bad 跳过它们。"
    en = "Files that could not be read: {count}. The graph was left as it was. Mend them, or leave them out with --skip-bad."


class UnwritableOutput(InputError):
    zh = "无法写入：{path}（{detail}）。请换一个可写的位置。"
    en = "Cannot write to {path} ({detail}). Choose a place you may write to."


class BadSetting(InputError):
    zh = "设置 {name} 有误：{detail}。"
    en = "Setting {name}: {detail}."


class NeedsServer(InputError):
    zh = "serve 需要没有安装的组件 {library}。请运行：pip install 'planggraph[server]'"
    en = "serve needs {library}, which is not installed. Run: pip install 'planggraph[server]'"


class NeedsNetwork(InputError):
    zh = "network 需要没有安装的组件 {library}。请运行：pip install 'planggraph[network]'"
    en = "network needs {library}, which is not installed. Run: pip install 'planggraph[network]'"


class CannotListen(InputError):
    zh = "无法在 {host}:{port} 上监听（{detail}）。请用 --host 或 --port 换一个。"
    en = "Cannot listen on {host}:{port} ({detail}). Choose another with --host or --port."


class StoreError(PlanggraphError):
    """The store cannot be opened, read or switched."""

    exit_code = 3


class MissingStore(StoreError):
    zh = "这里还没有图谱：{path}。请先运行 planggraph build 文件 --store {path}。"
    en = "There is no store at {path} yet. Run: planggraph build FILE --store {path}"


class NotAStore(StoreError):
    zh = "{path} 不是 planggraph 的图谱目录（{detail}），没有改动其中任何内容。请用 --store 指定另一个目录。"
    en = "{path} is not a planggraph store ({detail}); nothing in it was touched. Name another folder with --store."


class OccupiedStore(StoreError):
    zh = "{path} 里已有其他计划的图谱，演示不会替换它。请用 --store 指定另一个目录。"
    en = "The store at {path} holds other plans, and the demonstration will not replace them. Name another folder with --store."


class DamagedStore(StoreError):
    zh = "图谱目录已损坏：{path}（{detail}）。请重新运行 planggraph build。"
    en = "The store at {path} is damaged ({detail}). Run planggraph build again."


class StoreBusy(StoreError):
    zh = "另一个程序正在向 {path} 建图。请等它结束后再运行 planggraph build。"
    en = "Another program is building into {path}. Wait for it to end, then run planggraph build again."


class EndpointError(StoreError):
    """A SPARQL endpoint does not do what it is asked."""


class EndpointUnreachable(EndpointError):
    zh = "连不上 {url}（{detail}）。请检查地址，以及服务是否已启动。"
    en = "Cannot reach {url} ({detail}). Check the address, and that the server runs."


class EndpointTooSlow(EndpointError):
    zh = "{url} 在 {limit} 秒内没有答完。请缩小查询范围，或稍后再试。"
    en = "{url} did not answer in full within {limit} seconds. Ask for less, or try again later."


class EndpointRefused(EndpointError):
    zh = "{url} 拒绝了请求（HTTP {status}）。如需登录，请设置环境变量 PLANGGRAPH_ENDPOINT_USER 和 PLANGGRAPH_ENDPOINT_PASSWORD。"
    en = (
        "{url} refused the request (HTTP {status}). Where it wants a login, set the environment variables "
        "PLANGGRAPH_ENDPOINT_USER and PLANGGRAPH_ENDPOINT_PASSWORD."
    )


class EndpointFailed(EndpointError):
    zh = "{url} 出错（HTTP {status}）：{detail}"
    en = "{url} failed (HTTP {status}): {detail}"


class HalfAnswer(EndpointError):
    zh = "{url} 的回答不完整或读不懂（{detail}）。请重试；若仍如此，请查看该服务的日志。"
    en = "The answer of {url} is incomplete or cannot be read ({detail}). Try again; if it stays so, look at the server's log."


class HalfUpload(EndpointError):
    zh = "{url} 收到的内容与发出的不符（{graph} 应有 {sent} 条，实有 {found} 条），原有图谱没有改动。请重试。"
    en = "{url} holds other facts than were sent ({graph}: {sent} sent, {found} found). The graph in force was left as it was. Try again."


class NoUpdateEndpoint(EndpointError):
    zh = "向 {url} 建图需要更新地址。请加 --update-endpoint URL（Fuseki 为 …/update）。"
    en = "Building into {url} needs the address for updates. Add --update-endpoint URL (for Fuseki, …/update)."


class QueryError(PlanggraphError):
    """A query or one of its parameters cannot be used."""

    exit_code = 4


class BadQueryHeader(QueryError):
    zh = "查询文件 {path} 第 {line} 行的文件头读不懂：{detail}。改法：{fix}。"
    en = "The header of {path}, line {line}, cannot be read: {detail}. Fix: {fix}."


class UnknownQuery(QueryError):
    zh = "没有名为 {name} 的查询。相近的有：{near}。用 planggraph query --list 查看全部。"
    en = "There is no query named {name}. Near ones: {near}. List all with: planggraph query --list"


class BadParameter(QueryError):
    zh = "参数 {name} 有误：{detail}。{hint}"
    en = "Parameter {name}: {detail}. {hint}"


class BadSparql(QueryError):
    zh = "SPARQL 第 {line} 行第 {column} 列有误：{detail}"
    en = "SPARQL, line {line}, column {column}: {detail}"


class NotInRegistry(QueryError):
    zh = "登记表中没有 {key}。机构的键形如 440100/finance_bureau，地区代码形如 440100。"
    en = "The registry holds no {key}. Agency keys look like 440100/finance_bureau, region codes like 440100."


class ForbiddenQuery(QueryError):
    zh = "不允许这样查询：{detail}。"
    en = "This query is not allowed: {detail}."
