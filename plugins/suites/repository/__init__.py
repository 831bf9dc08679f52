"""Repository: the program beside an archive's content: laid once, then upgraded.

    answers, templates of a language, program -> init -> a repository that builds
    program here, program there -> upgrade.plan -> UpgradePlan -> transaction -> the later program

`program` says which files are the program's, and reads them from a folder or an archive file;
`manifest` records which of them were laid, by digest, so that a hand's change is never overwritten.
"""
