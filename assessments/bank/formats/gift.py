"""GIFT, the text format of Moodle (https://docs.moodle.org/en/GIFT_format)."""

from assessments.bank.formats.base import Format
from assessments.bank.formats.gift_read import read
from assessments.bank.formats.gift_write import write

FORMAT = Format("gift", "GIFT (Moodle)", ".txt", "text/plain", read, write)
