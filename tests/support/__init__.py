"""Support: what several tests need.

miniature                the frozen archive, copied: its content, or a whole project
commands                 commands run in a project as users run them
sites                    sites built by the command, and served
in_process               archives loaded, sites built and commands run in the test's own process
build_results            the results of builds, compared with those of clean ones
shared_cases             cases that Python and JavaScript are both asked
random_dates             dates, and texts that look like them
random_edits             edits, damages and what else may come between two builds
killed_build             a script: a build that is killed at a given step
fault_cases              the folders of `tests/faults`, each a mistake
edited_records           records of the miniature, edited, and what `make check` says of them
random_record_edits      records of the miniature, edited at random
composer                 the cases and the file of the composer's checks
composer_page            the fixtures of the tests that write a proposal on the composer's page
changed_archive          archives whose records a test changed in memory
own_theme                a theme of the archive's own, laid over a copy of the miniature
withdrawn_records        records of each kind that were withdrawn, laid over a copy of the miniature
drawn_images             the images of the miniature, drawn once
rendered_pages           the HTML of pages, without a build
generated_pages          pages of imagined newspapers, and web archives of them
pdf_files                small PDFs, written by hand
link_check               the links of a built site, followed
golden_queries           questions to the search, and their shortcomings
chromium                 a browser, found or fetched, and a page that is watched
firefox                  another browser, found, and told by Playwright over WebDriver BiDi
firefox_bridge           a script: what stands between that browser and Playwright
browser                  the fixture of the browser that the tests are run in
laid_archives            archives laid by `suites init`, and later versions of their program
"""
