"""A resolved document in; events, agreements, amounts, claims, gaps and relations out.

One file each, none knows another.

Never: a record without evidence, a field that the text does not give.
"""
