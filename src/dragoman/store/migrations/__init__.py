"""The steps by which a store came to its present tables; run by `store.open`, never by hand."""
