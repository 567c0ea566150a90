"""Figures of the portal: weights, speed as ratios, memory, load with faults, screenshots. Never part of the portal."""
