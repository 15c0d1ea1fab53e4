from conftest import GOOD_DOUBLE, GOOD_SLIDE, statuses
import time
def show(r, t0):
    print(); print(round(time.time()-t0,2), r.verdict, r.score, r.max_score, r.message, repr(r.output)[:80])
    for c in r.checks: print("   ", c.name, c.status, c.cases, c.failed_cases, repr(c.message)[:150], repr(c.counterexample and (c.counterexample.call, c.counterexample.got))[:200])
def test_probe(grade):
    srcs = {
     'good': (GOOD_DOUBLE,'double'), 'slide': (GOOD_SLIDE,'slide'),
     'star': ("from numpy import *\n"+GOOD_SLIDE,'slide'),
     'surr_print': (GOOD_DOUBLE.replace("    return", "    print('\\ud800')\n    return"),'double'),
     'surr_ret': ("def double(n): return '\\ud800'",'double'),
     'surr_exc': ("def double(n): raise ValueError('\\ud800')",'double'),
     'mem_import': ("x = bytearray(10**12)",'double'),
     'mem_import2': ("x = bytearray(6*10**8)",'double'),
     'mem_call': ("def double(n): return bytearray(6*10**8)",'double'),
     'loop': ("def double(n):\n  while True: pass",'double'),
     'oserr': ("def double(n): open('nofile')",'double'),
     'name': ("import numpy as np\n__name__='numpy'\ndef slide(x,k): return getattr(np,'conv'+'olve')(x,k[::-1],'valid')",'slide'),
     'closure': ("import numpy as np\ndef slide(x,k): return getattr(np,'conv'+'olve').__closure__[0].cell_contents(x,k[::-1],'valid')",'slide'),
     'deep': ("import sys\nsys.modules['grader.worker.values'].MAX_DEPTH=10**6\ndef double(n):\n  x=[]\n  for _ in range(400): x=[x]\n  return x",'double'),
     'objarr': ("import numpy as np\ndef slide(x,k):\n  a=np.empty(2,object); a[0]=[1,2]; a[1]=[3,4]\n  return a",'slide'),
     'nan': ("import numpy as np\ndef slide(x,k):\n  return np.full(len(x)-len(k)+1, np.nan)",'slide'),
     'inf': ("import numpy as np\ndef slide(x,k):\n  return np.full(len(x)-len(k)+1, np.inf)",'slide'),
    }
    import traceback
    for name,(s,e) in srcs.items():
        t0=time.time()
        print('\n#####', name)
        try: show(grade(s,e), t0)
        except BaseException as err: traceback.print_exc(limit=-6)
