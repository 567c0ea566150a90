"""Moodle XML: the format in which Moodle keeps everything of a question, its pictures too."""

from assessments.bank.formats.base import Format
from assessments.bank.formats.moodle_xml_read import read
from assessments.bank.formats.moodle_xml_write import write

FORMAT = Format("moodle-xml", "Moodle XML", ".xml", "application/xml", read, write)
