"""What operators can read in the logs, and what they cannot."""

import io
import json
import logging

import pytest
import structlog

from bot import logs


@pytest.fixture(autouse=True)
def as_it_was():
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level
    logging.captureWarnings(False)
    structlog.reset_defaults()


@pytest.fixture
def out():
    stream = io.StringIO()
    logs.set_up(["s3cret-token"], out=stream)
    return stream


def lines(out: io.StringIO) -> list[dict]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_line_is_json_with_time_level_and_place(out):
    structlog.get_logger("bot.web").info("webhook", person=7, took_ms=3)
    (line,) = lines(out)
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "webhook", "level": "info", "logger": "bot.web", "person": 7, "took_ms": 3
    }  # fmt: skip


def test_the_standard_librarys_logs_come_the_same_way(out):
    logging.getLogger("sqlalchemy").warning("pool of %d", 3)
    (line,) = lines(out)
    assert (line["event"], line["logger"]) == ("pool of 3", "sqlalchemy")


def test_secrets_are_left_out_wherever_they_stand(out):
    log = structlog.get_logger()
    log.info(
        "GET /bots3cret-token/getMe", deep={"a": ["s3cret-token"]}, other=ValueError("s3cret-token")
    )
    logging.getLogger("x").error("with %s", "s3cret-token")
    try:
        raise RuntimeError("s3cret-token")
    except RuntimeError:
        log.exception("failed")
    assert len(lines(out)) == 3
    assert "s3cret-token" not in out.getvalue()
    assert "RuntimeError" in out.getvalue()


def test_what_is_about_people_is_left_out(out):
    structlog.get_logger().info(
        "sent", phone="+447700900001", text="home now", name="Ana", message=7
    )
    (line,) = lines(out)
    assert line["phone"] == line["text"] == line["name"] == logs.LEFT_OUT
    assert line["message"] == 7


def test_chatter_of_libraries_is_off(out):
    for name in logs.NOISY:
        logging.getLogger(name).info("POST https://api.example/bot123:token/sendMessage")
    assert out.getvalue() == ""


def test_a_terminal_gets_plain_lines():
    stream = io.StringIO()
    logs.set_up(out=stream, console=True)
    structlog.get_logger().info("listening", port=8080)
    assert "listening" in stream.getvalue()
    assert not stream.getvalue().startswith("{")
