"""How far a figure may be off with so few takers: intervals that hold the true one 95 times in 100. Pure.

Below `ENOUGH` takers a figure says nothing and is not shown in words; below `SURE` what it seems to say is said with care.
"""

import math
from collections.abc import Sequence

ENOUGH, SURE = 10, 30
Z = 1.959963984540054  # of the normal distribution, 2.5 % beyond it
Interval = tuple[float, float]


def proportion(share: float, n: int) -> Interval:
    """Return Wilson's interval for a share (from zero to one) of n takers."""
    middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    return middle - half, middle + half


def mean(value: float, sd: float, n: int) -> Interval | None:
    """Return Student's interval for the mean of n > 1 takers, in the unit of both; None for fewer."""
    if n < 2:
        return None
    half = student(n - 1) * sd / math.sqrt(n)
    return value - half, value + half


def median(rising: Sequence[float]) -> Interval:
    """Return the two of the takers' marks, which must rise and not be none, between which the median lies."""
    n, half = len(rising), Z * math.sqrt(len(rising)) / 2
    low, high = math.floor(n / 2 - half) - 1, math.ceil(n / 2 + half)
    return rising[max(0, low)], rising[min(n - 1, high)]


def deviation(sd: float, n: int) -> Interval | None:
    """Return the interval for a standard deviation of n takers, by the chi-square distribution; None for fewer than 3."""
    if n < 3:
        return None
    low, high = _chi_square(Z, n - 1), _chi_square(-Z, n - 1)
    return sd * math.sqrt((n - 1) / low), sd * math.sqrt((n - 1) / high)


def correlation(percent: float, n: int) -> Interval | None:
    """Return Fisher's interval for a correlation in percent of n takers; None below 4, and where it is perfect."""
    if n < 4 or abs(percent) >= 100:
        return None
    middle, half = math.atanh(percent / 100), Z / math.sqrt(n - 3)
    return 100 * math.tanh(middle - half), 100 * math.tanh(middle + half)


def consistency(percent: float, items: int, n: int) -> Interval | None:
    """Return Bonett's interval for an internal consistency in percent of n takers; None below 3, and where it is perfect."""
    if n < 3 or items < 2 or percent >= 100:
        return None
    half = math.exp(Z * math.sqrt(2 * items / ((items - 1) * (n - 2))))
    return 100 - (100 - percent) * half, 100 - (100 - percent) / half


def skewness(value: float, n: int) -> Interval:
    """Return the interval for a skewness of n > 2 takers, by its standard error if marks were normal."""
    half = Z * _error_of_skewness(n)
    return value - half, value + half


def kurtosis(value: float, n: int) -> Interval:
    """Return the interval for a kurtosis of n > 3 takers, by its standard error if marks were normal."""
    half = Z * 2 * _error_of_skewness(n) * math.sqrt((n * n - 1) / ((n - 3) * (n + 5)))
    return value - half, value + half


def student(degrees: int) -> float:
    """Return the quantile of Student's distribution with 2.5 % beyond it, right to 1 in 1.000 from 5 degrees on."""
    z, terms = Z, float(degrees)
    return (
        z
        + (z**3 + z) / (4 * terms)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * terms**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * terms**3)
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * terms**4)
    )


def _chi_square(z: float, degrees: int) -> float:
    """Return Wilson and Hilferty's quantile of the chi-square distribution."""
    part = 2 / (9 * degrees)
    return degrees * (1 - part + z * math.sqrt(part)) ** 3


def _error_of_skewness(n: int) -> float:
    return math.sqrt(6 * n * (n - 1) / ((n - 2) * (n + 1) * (n + 3)))
