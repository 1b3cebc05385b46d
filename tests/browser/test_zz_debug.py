import re
from tests.browser.test_compare import *
from tests.browser.conftest import *
def test_debug(visit, run, page):
    page.on("console", lambda m: print("CONSOLE", m.type, m.text[:300]))
    import time
    t=time.time()
    visit(f"/run?run={run.name}")
    print("settled", time.time()-t, page.url)
    print(page.get_by_test_id("stMain").inner_text()[:1500])
    time.sleep(3)
    page.screenshot(path="/tmp/cmp1.png")
    print(page.evaluate("()=>[...document.querySelectorAll('.js-plotly-plot')].map(e=>e.outerHTML.length+' '+e.querySelectorAll('.point').length+' '+e.querySelectorAll('.scatterlayer').length)"))
    print(page.evaluate("()=>[...document.querySelectorAll('.js-plotly-plot .scatterlayer')].map(e=>e.innerHTML.slice(0,600))"))
    time.sleep(10)
    print(page.evaluate("()=>[...document.querySelectorAll('.js-plotly-plot .scatterlayer')].map(e=>e.innerHTML.slice(0,600))"))
