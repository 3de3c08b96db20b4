"""What people write for a date and what it means, read on Monday 2 March 2026 at 08:00 in Copenhagen.

A day alone is due that day; `?` marks a guess, which is shown in full.
"""

ENGLISH = """
today | 2026-03-02
tomorrow | 2026-03-03
tmrw | 2026-03-03
day after tomorrow | 2026-03-04
the day after tomorrow | 2026-03-04
yesterday | 2026-03-01
fri | 2026-03-06
on friday | 2026-03-06
friday | 2026-03-06
next fri | 2026-03-13 ?
this fri | 2026-03-06
this mon | 2026-03-02
last fri | 2026-02-27
mon | 2026-03-09
eod | 2026-03-02
eow | 2026-03-06
eom | 2026-03-31
eoy | 2026-12-31
end of month | 2026-03-31
end of week | 2026-03-06
end of may | 2026-05-31
in 3 days | 2026-03-05
in two weeks | 2026-03-16
in a month | 2026-04-02
in an hour | 2026-03-02 09:00
in half an hour | 2026-03-02 08:30
in 90 minutes | 2026-03-02 09:30
in 1.5 hours | 2026-03-02 09:30
3 days ago | 2026-02-27
2 hours ago | 2026-03-02 06:00
3 days from now | 2026-03-05
tonight | 2026-03-02 19:00 ?
this afternoon | 2026-03-02 15:00 ?
tomorrow morning | 2026-03-03 09:00 ?
fri evening | 2026-03-06 19:00 ?
9am | 2026-03-02 09:00
2pm | 2026-03-02 14:00
2:30pm | 2026-03-02 14:30
9 a.m. | 2026-03-02 09:00
noon | 2026-03-02 12:00
midnight | 2026-03-03 00:00 ?
fri noon | 2026-03-06 12:00
tomorrow midnight | 2026-03-04 00:00 ?
at 9 | 2026-03-02 09:00
tomorrow 9am | 2026-03-03 09:00
tomorrow at 14:00 | 2026-03-03 14:00
9am tomorrow | 2026-03-03 09:00
14:00 fri | 2026-03-06 14:00
at 9 tomorrow | 2026-03-03 09:00
fri 14 | 2026-03-06 14:00
fri 9 | 2026-03-06 09:00 ?
next fri 14:00 | 2026-03-13 14:00 ?
1. dec | 2026-12-01
1 dec | 2026-12-01
1. december 2026 | 2026-12-01
the 15th | 2026-03-15 ?
15th | 2026-03-15 ?
dec 1 | 2026-12-01
dec 1st | 2026-12-01
december 1, 2026 | 2026-12-01
1st of december | 2026-12-01
1st december | 2026-12-01
the 1st of december 2026 | 2026-12-01
Tuesday 1 December 2026 | 2026-12-01
Tuesday 1 December 2026 14:00 | 2026-12-01 14:00
fri 6 mar | 2026-03-06
december | 2026-12-31 ?
dec | 2026-12-31 ?
in december | 2026-12-31 ?
february | 2027-02-28 ?
feb | 2027-02-28 ?
december 2026 | 2026-12-31 ?
week 49 | 2026-12-04
w49 | 2026-12-04
2026-W49 | 2026-12-04
fri week 49 | 2026-12-04
fri next week | 2026-03-13
next week friday | 2026-03-13
next week | 2026-03-13
this week | 2026-03-06
last week | 2026-02-27
next month | 2026-04-30 ?
last month | 2026-02-28 ?
next year | 2027-12-31 ?
this year | 2026-12-31 ?
weekend | 2026-03-08
this weekend | 2026-03-08
29. feb | 2028-02-29 ?
now | 2026-03-02 08:00
by friday | 2026-03-06
1 may 9 | 2026-05-01 09:00 ?
a fortnight from now | 2026-03-16 ?
december the 1st at 2pm | 2026-12-01 14:00
noon fri | 2026-03-06 12:00
fri 27 feb | 2026-02-27
fri 9.10 | 2026-03-06 09:10
12 march 2pm EST | 2026-03-12 20:00 ?
next weekend | 2026-03-15
tirs | 2026-03-03
wed | 2026-03-04
weds | 2026-03-04
thurs 4pm | 2026-03-05 16:00
sat | 2026-03-07
sunday 10:00 | 2026-03-08 10:00
end of year | 2026-12-31
coming monday | 2026-03-02
last monday | 2026-02-23
in five minutes | 2026-03-02 08:05
in a year | 2027-03-02
a week ago | 2026-02-23
two weeks | 2026-03-16
in 3 days at 5pm | 2026-03-05 17:00
3 days ago at 8:00 | 2026-02-27 08:00
today 17:30 | 2026-03-02 17:30
eod 16:00 | 2026-03-02 16:00
eow 12:00 | 2026-03-06 12:00
24 dec 18:00 | 2026-12-24 18:00
the 31st | 2026-03-31 ?
december 2027 | 2027-12-31 ?
dec 2027 | 2027-12-31 ?
january | 2027-01-31 ?
may | 2026-05-31 ?
week 1 | 2027-01-08
week 12/2027 | 2027-03-26
monday next week | 2026-03-09
next tuesday at 9am | 2026-03-10 09:00 ?
on monday at 8 | 2026-03-09 08:00
by tomorrow | 2026-03-03
12am | 2026-03-03 00:00
12pm | 2026-03-02 12:00
1pm | 2026-03-02 13:00
11:59pm | 2026-03-02 23:59
monday morning | 2026-03-09 09:00 ?
this evening | 2026-03-02 19:00 ?
this morning | 2026-03-02 09:00 ?
morning | 2026-03-02 09:00 ?
tomorrow noon | 2026-03-03 12:00
1st june 2027 | 2027-06-01
june 1 | 2026-06-01
4th of july | 2026-07-04
may the 4th | 2026-05-04
fri! | 2026-03-06
fri, 14:00 | 2026-03-06 14:00
+30min | 2026-03-02 08:30
in 6 months | 2026-09-02
"""

DANISH = """
i dag | 2026-03-02
idag | 2026-03-02
I DAG | 2026-03-02
i morgen | 2026-03-03
imorgen | 2026-03-03
overmorgen | 2026-03-04
i overmorgen | 2026-03-04
i går | 2026-03-01
igaar | 2026-03-01
i forgårs | 2026-02-28
fre | 2026-03-06
fredag | 2026-03-06
på fredag | 2026-03-06
pa fre | 2026-03-06
næste fredag | 2026-03-13 ?
naeste fredag | 2026-03-13 ?
denne fredag | 2026-03-06
sidste fredag | 2026-02-27
i fredags | 2026-02-27
mandags | 2026-02-23
mandag | 2026-03-09
ultimo | 2026-03-31
ultimo december | 2026-12-31
fyraften | 2026-03-02
+2u | 2026-03-16
+1md | 2026-04-02
+2t | 2026-03-02 10:00
2 timer | 2026-03-02 10:00
om 3 dage | 2026-03-05
om 2 timer | 2026-03-02 10:00
om en uge | 2026-03-09
om to uger | 2026-03-16
om 14 dage | 2026-03-16
om en halv time | 2026-03-02 08:30
om halvanden time | 2026-03-02 09:30
om et år | 2027-03-02
om en måned | 2026-04-02
om 3 måneder | 2026-06-02
for 3 dage siden | 2026-02-27
i aften | 2026-03-02 19:00 ?
i eftermiddag | 2026-03-02 15:00 ?
i formiddag | 2026-03-02 10:00 ?
i morgen tidlig | 2026-03-03 09:00 ?
i morgen eftermiddag | 2026-03-03 15:00 ?
fredag aften | 2026-03-06 19:00 ?
i nat | 2026-03-02 22:00 ?
kl. 14 | 2026-03-02 14:00
kl 14.30 | 2026-03-02 14:30
kl.14 | 2026-03-02 14:00
klokken 9 | 2026-03-02 09:00
kl. 7 | 2026-03-03 07:00
middag | 2026-03-02 12:00
midnat | 2026-03-03 00:00 ?
i morgen kl. 9 | 2026-03-03 09:00
i morgen 9 | 2026-03-03 09:00 ?
imorgen kl 9 | 2026-03-03 09:00
kl. 9 i morgen | 2026-03-03 09:00
fre kl. 9 | 2026-03-06 09:00
fre kl. 14.30 | 2026-03-06 14:30
på fredag kl. 10 | 2026-03-06 10:00
24/12 kl 14.30 | 2026-12-24 14:30
24/12-2026 kl. 14 | 2026-12-24 14:00
den 1. december | 2026-12-01
d. 1/12 | 2026-12-01 ?
d. 1. dec | 2026-12-01
den 15. | 2026-03-15 ?
tirsdag 1. december 2026 kl. 14.00 | 2026-12-01 14:00
fre 6/3 | 2026-03-06 ?
fredag den 6. marts | 2026-03-06
i december | 2026-12-31 ?
uge 49 | 2026-12-04
u49 | 2026-12-04
uge 49 2027 | 2027-12-10
uge 53 | 2027-01-01
uge 9 | 2027-03-05
uge 10 | 2026-03-06
i uge 49 | 2026-12-04
fredag i uge 49 | 2026-12-04
fre uge 49 | 2026-12-04
uge 49 fredag | 2026-12-04
mandag i næste uge | 2026-03-09
næste uge | 2026-03-13
denne uge | 2026-03-06
sidste uge | 2026-02-27
i sidste uge | 2026-02-27
i næste uge | 2026-03-13
næste måned | 2026-04-30 ?
denne måned | 2026-03-31 ?
næste år | 2027-12-31 ?
i år | 2026-12-31 ?
i weekenden | 2026-03-08
nu | 2026-03-02 08:00
senest fredag | 2026-03-06
1 maj | 2026-05-01
3. okt kl. 9.15 | 2026-10-03 09:15
10. oktober | 2026-10-10
14.30 på fredag | 2026-03-06 14:30
den 5. i 12. | 2026-12-05 ?
weekenden | 2026-03-08
næste weekend | 2026-03-15
lør | 2026-03-07
lørdag | 2026-03-07
loerdag kl 10 | 2026-03-07 10:00
søndag | 2026-03-08
soendag | 2026-03-08
tors 15 | 2026-03-05 15:00
torsdag kl. 15.15 | 2026-03-05 15:15
slutningen af måneden | 2026-03-31
månedens udgang | 2026-03-31
ugens udgang | 2026-03-06
årets udgang | 2026-12-31
kommende fredag | 2026-03-06
sidste mandag | 2026-02-23
om fem minutter | 2026-03-02 08:05
om 1,5 time | 2026-03-02 09:30
1 uge siden | 2026-02-23
om 1 år | 2027-03-02
for en uge siden | 2026-02-23
to uger | 2026-03-16
2 uger kl. 12 | 2026-03-16 12:00
+3d kl 9 | 2026-03-05 09:00
om 3 dage kl. 9 | 2026-03-05 09:00
i overmorgen kl 7.45 | 2026-03-04 07:45
overmorgen 16 | 2026-03-04 16:00
i dag kl. 16 | 2026-03-02 16:00
1/12 kl. 9 | 2026-12-01 09:00 ?
24. december kl. 18 | 2026-12-24 18:00
den 24. december kl. 18 | 2026-12-24 18:00
5. januar | 2027-01-05 ?
den 31. | 2026-03-31 ?
1.12.2026 kl. 8 | 2026-12-01 08:00 ?
januar | 2027-01-31 ?
maj | 2026-05-31 ?
oktober | 2026-10-31 ?
uge 1 | 2027-01-08
uge 12 2026 | 2026-03-20
mandag uge 12 | 2026-03-16
mandag i denne uge | 2026-03-02
næste mandag kl 8 | 2026-03-09 08:00 ?
på mandag | 2026-03-09
på mandag kl. 8 | 2026-03-09 08:00
senest i morgen | 2026-03-03
kl 23.59 | 2026-03-02 23:59
kl. 00:30 | 2026-03-03 00:30
i morgen aften | 2026-03-03 19:00 ?
i morgen formiddag | 2026-03-03 10:00 ?
mandag morgen | 2026-03-09 09:00 ?
i morges | 2026-03-02 09:00 ?
eftermiddag | 2026-03-02 15:00 ?
i morgen middag | 2026-03-03 12:00
fredag midnat | 2026-03-07 00:00 ?
1. juni | 2026-06-01
juli 4 | 2026-07-04
FREDAG KL. 14 | 2026-03-06 14:00
På Fredag | 2026-03-06
+2 uger | 2026-03-16
om to måneder | 2026-05-02
om 6 mdr | 2026-09-02
"""

EITHER = """
+3d | 2026-03-05
+1w | 2026-03-09
+2h | 2026-03-02 10:00
+30m | 2026-03-02 08:30
+1mo | 2026-04-02
+1y | 2027-03-02
+1h30m | 2026-03-02 09:30
+1d2h | 2026-03-03 10:00
-3d | 2026-02-27
-2h | 2026-03-02 06:00
+3 | 2026-03-05 ?
3d | 2026-03-05
2h | 2026-03-02 10:00
14:00 | 2026-03-02 14:00
14.30 | 2026-03-02 14:30
7:30 | 2026-03-03 07:30
9.10 | 2026-03-02 09:10 ?
24:00 | 2026-03-03 00:00
2026-12-01 | 2026-12-01
2026-12-01 14:00 | 2026-12-01 14:00
2026-12-01T14:00Z | 2026-12-01 15:00
2026/12/01 | 2026-12-01
20261201 | 2026-12-01
2026-12 | 2026-12-31 ?
2026 | 2026-12-31 ?
1/12 | 2026-12-01 ?
1/12-2026 | 2026-12-01 ?
1/12 2026 | 2026-12-01 ?
1/12/26 | 2026-12-01 ?
01-12-2026 | 2026-12-01 ?
1.12.2026 | 2026-12-01 ?
1.12. | 2026-12-01 ?
1.12 | 2026-03-03 01:12 ?
24.12 | 2026-12-24
24/12 | 2026-12-24
31/12 | 2026-12-31 ?
2/3 | 2026-03-02 ?
1/3 | 2027-03-01 ?
1/1 | 2027-01-01 ?
15. | 2026-03-15 ?
12/2026 | 2026-12-31 ?
29/2 | 2028-02-29 ?
+2d 14:00 | 2026-03-04 14:00
1/12 9 | 2026-12-01 09:00 ?
5/1 | 2027-01-05 ?
2026-03-29T02:30 | 2026-03-29 03:30
2026-12-01T14:00+01:00 | 2026-12-01 14:00
20261201 14:00 | 2026-12-01 14:00
1-12-26 | 2026-12-01 ?
29/2 2028 | 2028-02-29
+ 2 h | 2026-03-02 10:00
+1w 10:00 | 2026-03-09 10:00
"""


def phrases() -> list[tuple[str, str, bool]]:
    """Each text with what it means, and whether that is a guess."""
    rows = []
    for line in "".join((ENGLISH, DANISH, EITHER)).split("\n"):
        if line:
            text, _, meaning = line.partition(" | ")
            rows.append((text, meaning.removesuffix(" ?"), meaning.endswith(" ?")))
    return rows
