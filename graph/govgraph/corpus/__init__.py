"""A corpus: any number of reports, read on all cores or on a cluster; a second run reads only what is new."""
