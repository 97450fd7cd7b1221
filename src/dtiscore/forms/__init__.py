"""The units' forms: a workbook goes out, is filled in, and comes back (*Phiếu tự đánh giá*)."""
