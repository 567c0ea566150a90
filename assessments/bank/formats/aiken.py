"""Aiken, the plainest format (https://docs.moodle.org/en/Aiken_format): single choices only."""

from assessments.bank.formats.aiken_read import read
from assessments.bank.formats.aiken_write import write
from assessments.bank.formats.base import Format

FORMAT = Format("aiken", "Aiken", ".txt", "text/plain", read, write)
