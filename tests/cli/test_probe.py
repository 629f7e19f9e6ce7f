import time
from tests.cli.running import *
from tests.cli.running import run
def test_x(home, shop):
    for a, k in [(("--lang","en","quiz","shop"),dict(presses=["q"])),(("--lang","en","quiz","shop"),dict(presses=["q"])),
       (("--lang","en","modules"),dict(presses=["q"])),(("--lang","en","quiz","shop","--as","Sari"),dict(presses=["\r","q"])),(("--lang","en"),dict(presses=["q"]))]:
        t=time.time(); r=run(*a,**k); print(a, r.code, round(time.time()-t,3))
    print(r.out)
    r=run("progress"); print(r)
