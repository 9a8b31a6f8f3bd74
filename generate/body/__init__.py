"""Computes the body chart's geometry: figures from a CC0 mesh, drawings from our own tables.

``python -m generate.body`` cuts the sites, muscles, dermatomes and zones of every body out of
the figures in ``figures/`` and writes ``src/ischia/anatomy/data/bodies/``. With ``--mesh FOLDER``
(the unpacked data folder of the mesh package) it first computes the figures anew. With
``--check`` it writes nothing and says what has gone stale, by tolerance.
"""
