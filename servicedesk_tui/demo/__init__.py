"""The sample desk: a Danish heating and plumbing firm with ninety days of history.

`firm` has its people, customers and phrases, `lives` simulates one task's life, `calendar` says when people work,
`writer` puts rows into a store in sets, `build` puts it all together.
"""
