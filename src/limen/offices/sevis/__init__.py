"""Students and exchange visitors: who certifies, whom they sponsor, what must be reported, and who watches."""
