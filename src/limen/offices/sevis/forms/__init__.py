"""The filters of the office's lists."""
