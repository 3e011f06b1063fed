"""The trial: a made-up register of lookouts, travellers and hits with which the engine is measured and tuned."""
