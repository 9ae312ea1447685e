"""Saved web pages: the document in them, without the site around it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planggraph.errors import DamagedFile, EmptyFile, InputError, ScannedFile
from planggraph.model import Table
from planggraph.reading import read_bytes
from reading_files import ABOVE, LEFT, html_of
from reading_view import assert_sound, places, view

PLAN = ["黔江市2023年工作要点", "为贯彻落实市委部署，制定本要点。", "一、产业发展", "1.建设科创园。（牵头单位：市科技局）"]
TABLE = [["类别", "任务", "单位"], ["教育", "建校", "教育局"], [ABOVE, "修操场", "体育局"], ["合计", LEFT, "2"]]


def shown(page: str) -> list[object]:
    document = read_bytes("a.html", page.encode())
    assert_sound(document)
    return list(view(document))


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gb18030", "utf-16"])
def test_the_document_without_the_site(charset: str) -> None:
    document = read_bytes("a.html", html_of(PLAN, "工作要点_政府网", charset))
    assert view(document) == PLAN
    assert places(document) == ["第1段", "第2段", "第3段", "第4段"]
    assert document.encoding in {"utf-8", "gb18030", "utf-16"}


def test_utf8_page_that_says_it_is_gbk() -> None:
    assert view(read_bytes("a.html", html_of(PLAN).replace(b'charset="utf-8"', b'charset="gbk"'))) == PLAN


def test_one_broken_byte_in_a_gbk_page_is_borne() -> None:
    data = html_of(PLAN * 20, charset="gbk")
    assert len(view(read_bytes("a.html", data.replace(b"</script>", b"\xff</script>")))) == len(PLAN) * 20


def test_tables_on_their_grid() -> None:
    document = read_bytes("a.html", html_of([*PLAN, TABLE, "二、保障措施"]))
    assert view(document)[4:] == [
        [["类别", "任务", "单位"], ["教育", "建校", "教育局"], ["教育", "修操场", "体育局"], ["合计", "合计", "2"]],
        "二、保障措施",
    ]
    table = document.blocks[4]
    assert isinstance(table, Table)
    assert table.rows[1][0].span == table.rows[2][0].span
    assert table.rows[3][2].place == "表1 第4行第3列"


def test_title_before_a_wrapped_table_is_kept() -> None:
    rows = "".join(f"<tr><td>{i}</td><td>推进第{i}项工程，按期完成。</td></tr>" for i in range(9))
    page = f"<body><div class='nav'><a>首页</a></div><div><p>2022年任务分解表</p><div><table>{rows}</table></div></div></body>"
    assert shown(page)[0] == "2022年任务分解表"


def test_heading_and_header_table_outside_the_article() -> None:
    page = (
        "<body><ul><li>索 引 号：G1</li><li>发文字号：穗府〔2018〕1号</li></ul><h1>工作要点的通知</h1>"
        f"<div>热点<a href=x>{'栏目名称' * 9}</a></div>"
        f"<div>{''.join(f'<p>第{i}段，内容很长很长，写满一行。</p>' for i in range(40))}</div></body>"
    )
    assert shown(page)[:4] == ["索 引 号：G1", "发文字号：穗府〔2018〕1号", "工作要点的通知", "第0段，内容很长很长，写满一行。"]


def test_layout_tables_are_read_through() -> None:
    cell = "".join(f"<p>第{i}项，由市财政局牵头。</p>" for i in range(9))
    page = f"<table><tr><td>首页</td><td>要闻</td></tr><tr><td>侧栏</td><td>{cell}</td></tr></table>"
    assert "第8项，由市财政局牵头。" in shown(page)
    assert all(isinstance(block, str) for block in shown(page))


def test_lines_spaces_entities_and_unseen_parts() -> None:
    page = (
        "<p>甲&nbsp;&amp;\n 乙<br>丙<span style='display: none'>藏</span><script>x</script></p><pre>一\n二</pre>"
        "<ol><li>子</li><li>丑</li></ol><ol><li>1.寅</li></ol><!-- 注 --><textarea>填</textarea>"
    )
    assert shown(page) == ["甲\xa0& 乙", "丙", "一", "二", "1.子", "2.丑", "1.寅"]


def test_furniture_lines_inside_the_article() -> None:
    page = "<div><p>字体：大 中 小【打印本页】</p><p>一、任务，由财政局牵头。</p><p>扫一扫在手机打开</p><p>主办单位：市财政局</p></div>"
    assert shown(page) == ["一、任务，由财政局牵头。", "主办单位：市财政局"]


def test_a_doc_that_is_a_web_page_and_an_archive() -> None:
    assert view(read_bytes("a.doc", html_of(PLAN))) == PLAN
    archive = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n'
    assert view(read_bytes("a.mht", archive + html_of(PLAN) + b"\r\n--b--\r\n")) == PLAN
    with pytest.raises(DamagedFile):
        read_bytes("a.mht", b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b--\r\n')


def test_nothing_to_read() -> None:
    with pytest.raises(EmptyFile):
        read_bytes("a.html", b"<html><body><script>x</script></body></html>")
    with pytest.raises(ScannedFile):
        read_bytes("a.html", b"<html><body><img src=a.png></body></html>")
    with pytest.raises(EmptyFile):
        read_bytes("a.html", b"<!-- -->")


def test_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY x "y"><!ENTITY z SYSTEM "file:///etc/passwd">]><body><p>&x;&z;任务，由市财政局牵头。</p></body>'
    assert "root:" not in read_bytes("a.html", bomb.encode()).text


TAGS = st.sampled_from(
    "<p> </p> <table> </table> <tr> <td/rowspan=3> <td/colspan=0> <td> </td> <div/class=nav> </div> <br> <ol> <li> <h1> <script> "
    "<!-- &nbsp; 甲， 一、任务，由市财政局牵头完成。 | <body> <a> </a> <caption>".split()
)


@given(st.lists(TAGS, max_size=40))
def test_any_tags(tags: list[str]) -> None:
    try:
        document = read_bytes("a.html", "".join(tags).encode())
    except InputError:
        return
    assert_sound(document)
