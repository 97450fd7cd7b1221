"""From a set, facts, proof and confirmations to a tree of scores; every total is made here."""
