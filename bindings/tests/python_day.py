"""One day of a community, lived through the Python module as phones live it through Kotlin and Swift.

Started by python_day.rs with a directory to live in. The office is a real huben-server that the other side keeps: a line on
standard output asks for something (see `ask`), a line on standard input answers.
"""

import concurrent.futures
import datetime
import json
import pathlib
import sys

import huben

HOME = pathlib.Path(sys.argv[1])
GRID, OTHER_GRID, COMMUNITY = "321181001025001", "321181001025002", "321181001025"
ALL = huben.PageRequest()


def ask(what, *words):
    """`serve`, `stop`, `backup`, `restore`, `run` with words for huben-server, `disk` with a fault, `newer` with a book's
    directory."""
    print(json.dumps([what, *map(str, words)]), flush=True)
    return json.loads(sys.stdin.readline())


class Vault(huben.KeyVault):
    """Keeps a key as a Keystore would: for as long as the process lives. It may be locked, and it may lose it."""

    def __init__(self):
        self.key, self.trouble = None, None

    def load(self):
        if self.trouble:
            raise self.trouble
        return self.key

    def store(self, key):
        self.key = key


class Clock(huben.BookClock):
    """The machine's time in China, ahead by as much as a test says."""

    ahead = datetime.timedelta()

    def now(self):
        return datetime.datetime.now(datetime.timezone.utc) + self.ahead

    def offset_seconds(self):
        return 8 * 3600


class Network(huben.Connectivity):
    online = True

    def is_online(self):
        return self.online


class News(huben.ChangeListener):
    def __init__(self):
        self.heard = []

    def changed(self, records):
        self.heard += [record.text for record in records]


class Stages(huben.ProgressListener):
    def __init__(self):
        self.seen = set()

    def progressed(self, stage, done, total):
        self.seen.add(stage)


class Phone:
    """One user's phone: a book, its vault, its network."""

    def __init__(self, name, role, area, *more):
        self.user = ask("run", "user", "add", "--name", name, "--role", role, "--area", area, *more)["user"]
        self.directory = str(HOME / self.user)
        self.vault, self.clock, self.network = Vault(), Clock(), Network()
        invitation = ask("run", "user", "invite", "--user", self.user)["invitation"]
        self.invitation = invitation
        # As chats bring it: with words around it, and a Chinese colon.
        pasted = f"{name}的邀请码：\n{invitation.replace(':', '：')} 请在十分钟内使用"
        self.book = huben.Book.enrol(self.directory, self.vault, pasted, self.clock)
        assert self.sync().complete

    def sync(self):
        return huben.SyncRun(self.book, self.network).start()

    def reopened(self):
        """The process died; the book is opened again."""
        self.book = huben.Book.unlock(self.directory, self.vault, self.clock)
        return self.book

    def state(self, record):
        return self.book.status_of(record).state


def fails(kind, act, *arguments, **named):
    """The error that this must end with; its reason is told in both languages."""
    try:
        act(*arguments, **named)
    except kind as error:
        assert error.reason.en.split('"')[0] in str(error) and any("\u4e00" <= c <= "\u9fff" for c in error.reason.zh), error
        return error
    raise AssertionError(f"{kind} was expected of {act}")


def card(id):
    return huben.RecordRef.HOUSEHOLD_CARD(id)


def entry(id):
    return huben.RecordRef.BOOK_ENTRY(id)


def case(id):
    return huben.RecordRef.ISSUE_CASE(id)


def contradiction(phone):
    (found,) = phone.book.contradictions(ALL).items
    return found


# ── The office opens; four people enrol ──────────────────────────────────────────────────────────────────────────────
ask("serve")
li = Phone("李红梅", "grid-worker", GRID)
wang = Phone("王志强", "grid-worker", GRID)
zhou = Phone("周敏", "supervisor", COMMUNITY)
chen = Phone("陈伟", "handler", COMMUNITY, "--unit", "物业")
me = li.book.me()
assert (me.user.name, me.office) == ("李红梅", "振兴路社区"), me
assert [(grant.role, grant.area.text) for grant in me.user.grants] == [(huben.UserRole.GRID_WORKER, GRID)]
assert {area.level for area in li.book.areas()} >= {huben.AreaLevel.GRID, huben.AreaLevel.COMMUNITY}
assert [who.name for who in chen.book.addressees()][0] == "物业" and len(chen.book.users()) == 4

# ── A household is entered and reaches the colleague ─────────────────────────────────────────────────────────────────
news = News()
li.book.listen(news)
begun = li.book.save_draft(None, "card/", '{"address": "3-2-501"}')
fails(huben.BookError.InvalidInput, li.book.add_household, huben.CardInput(address="3-2-501", draft=begun))
assert li.book.draft("card/").id == begun, "what was not taken keeps its draft"
home = li.book.add_household(
    huben.CardInput(
        area=huben.AreaCode(text=GRID), address="3-2-501", estate="锦绣花苑", contact="王秀英", phone="13800001001",
        attributes={"党员": "true", "备注": '"独居"'}, draft=begun,
    )
)
assert li.book.drafts() == [], "a draft goes with the household that came of it"
assert huben.holds_book(li.directory) and not huben.holds_book(str(HOME / "nowhere"))
assert news.heard == [begun.text, begun.text, home.id.text], "a draft begun and handed in is news as a record is"
assert home.title == "锦绣花苑 3-2-501" and home.state == huben.RecordState.SAVED
assert {own.key: own.words.zh for own in home.attributes} == {"党员": "是", "备注": "独居"}
begun = li.book.save_draft(None, f"resident/{home.id.text}", "{}")
daughter = li.book.add_resident(
    home.id, huben.ResidentInput(name="张丽", sex=huben.Sex.FEMALE, birth_date="1988-03-02", draft=begun)
)
assert li.book.drafts() == []
advice = li.book.sync_advice(huben.WhoWaits.NOBODY, False)
assert advice.why == huben.SyncReason.GATHERING and advice.after > datetime.timedelta(minutes=10), advice
stages = Stages()
outcome = huben.SyncRun(li.book, None, stages).start()
assert outcome.complete and outcome.sent == 2 and outcome.failure is None, outcome
assert stages.seen == {huben.ProgressStage.SENDING, huben.ProgressStage.FETCHING}
assert li.state(card(home.id)) == huben.RecordState.AT_OFFICE
assert wang.sync().received == 2
for typed in ["王秀英", "wxy", "3-2-501", "1001", ""]:
    found = wang.book.households(huben.HouseholdFilter(text=typed), ALL)
    assert [one.id for one in found.items] == [home.id], typed
assert wang.book.households(huben.HouseholdFilter(text="？！"), ALL).total == 0
assert wang.book.search("wxy", ALL).items[0].record == card(home.id)
assert [one.id for one in wang.book.today().not_seen.items] == [home.id]
for unseen in [huben.HouseholdFilter(not_seen_long=True), huben.HouseholdFilter(not_seen_days=90)]:
    assert [one.id for one in wang.book.households(unseen, ALL).items] == [home.id]

# A listener that fails is no reason to call a record failed that is on disk.
class Faulty(huben.ChangeListener):
    def changed(self, records):
        raise ValueError("a fault of the shell")


wang.book.listen(Faulty())
assert wang.book.edit_resident(daughter.id, huben.ResidentInput(relation="女儿")).relation == "女儿"
wang.book.listen(None)
assert wang.sync().complete and li.sync().complete

# ── Offline: a draft survives the process, becomes a visit, and is put right; the card is edited on two phones ───────
ask("stop")
kind = f"visit/{home.id.text}"
draft = li.book.save_draft(None, kind, '{"text": "老人身"}')
assert li.book.save_draft(draft, kind, '{"text": "老人身体很好"}') == draft
book = li.reopened()
found = book.draft(kind)
assert found.id == draft and json.loads(found.content) == {"text": "老人身体很好"} and book.today().drafts == 1
tomorrow = (datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))) + datetime.timedelta(days=1)).date()
visit = book.record_visit(
    home.id,
    huben.VisitInput(
        text="老人身体很好", draft=draft, met=[daughter.id], follow_up=str(tomorrow), answers='{"煤气": true}'
    ),
)
assert book.draft(kind) is None and book.drafts() == []
visit = book.edit_visit(visit.id, huben.VisitInput(text="老人身体很好，提醒关煤气"))
assert [words.text for words in visit.earlier] == ["老人身体很好"] and visit.follow_up_on == str(tomorrow)
assert abs(visit.at - datetime.datetime.now(datetime.timezone.utc)) < datetime.timedelta(minutes=5)
assert visit.state == huben.RecordState.SAVED and book.status().saved == 1
li.book.edit_household(home.id, huben.CardInput(phone="13805280011"))
wang.book.edit_household(home.id, huben.CardInput(phone="13805280022"))
outcome = li.sync()
assert not outcome.complete and isinstance(outcome.failure, huben.BookError.Offline), outcome
assert "联系不上社区" in outcome.failure.reason.zh, outcome.failure.reason.zh
li.network.online = False
assert isinstance(li.sync().failure, huben.BookError.Offline) and li.sync().round_trips == 0
li.network.online = True
cancelled = huben.SyncRun(li.book)
assert cancelled.outcome() is None
cancelled.cancel()
assert "取消" in cancelled.start().failure.reason.zh and cancelled.outcome().round_trips == 0
assert li.state(entry(visit.id)) == huben.RecordState.SAVED
assert [receipt.number for receipt in book.receipts(ALL).items] == [None, None]

# ── Back at the office: all of it stands; what two people saw differently is told and settled ────────────────────────
ask("serve")
assert li.sync().complete and wang.sync().complete and li.sync().complete
assert li.state(entry(visit.id)) == wang.state(card(home.id)) == huben.RecordState.AT_OFFICE
receipts = book.receipts(ALL)
assert receipts.total == 2 and all(receipt.number > 0 and receipt.title for receipt in receipts.items), receipts
overview = wang.book.household_overview(home.id, huben.PageRequest(limit=10))
assert overview.visits.items[0].text == "老人身体很好，提醒关煤气" and overview.visits.items[0].by.name == "李红梅"
assert overview.visits.items[0].met == [daughter.id] and overview.household.last_met_at == visit.at
assert overview.contradictions == [contradiction(wang)] == wang.book.contradictions_of(card(home.id))
differing = contradiction(li)
assert differing == contradiction(wang) and differing.record == card(home.id)
assert (differing.label.zh, differing.label.en) == ("电话", "phone"), differing.label
assert {(side.by.name, side.words.en) for side in differing.sides} == {("李红梅", "13805280011"), ("王志强", "13805280022")}
chosen = next(side for side in differing.sides if side.by.name == "王志强")
li.book.settle(differing.document, differing.field, chosen.value)
assert li.sync().complete and wang.sync().complete
for phone in [li, wang]:
    assert phone.book.contradictions(ALL).total == 0 and phone.book.household(home.id).phone == "13805280022"

# ── Who may do what with the household is known before anything is written ───────────────────────────────────────────
rights = li.book.household_rights(home.id)
assert rights == huben.HouseholdRights(edit=True, visit=True, move_to=[], own_visits=[visit.id]), rights
assert wang.book.household_rights(home.id).own_visits == []
fails(huben.BookError.NotAllowed, wang.book.edit_visit, visit.id, huben.VisitInput(text="不是我记的"))
assert zhou.sync().complete
rights = zhou.book.household_rights(home.id)
assert [area.code.text for area in rights.move_to] == [COMMUNITY, OTHER_GRID] and rights.edit and rights.visit, rights
assert [area.code.text for area in li.book.household_areas()] == [GRID] and chen.book.household_areas() == []
assert [area.code.text for area in zhou.book.household_areas()] == [COMMUNITY, GRID, OTHER_GRID]
he = Phone("何医生", "care-team", GRID)
assert he.book.household_rights(home.id) == huben.HouseholdRights(edit=False, visit=True, move_to=[], own_visits=[])
fails(huben.BookError.NotAllowed, he.book.edit_household, home.id, huben.CardInput(note="不是他的卡"))
fails(huben.BookError.NotAllowed, li.book.move_household, home.id, huben.AreaCode(text=COMMUNITY))
wrong = li.book.add_household(huben.CardInput(area=huben.AreaCode(text=GRID), address="9-9-901", contact="重复"))
ended = li.book.end_household(wrong.id, "登记重了", home.id)
assert (ended.ended.reason, ended.ended.same_as) == ("登记重了", home.id)
rights = li.book.household_rights(wrong.id)
assert (rights.edit, rights.visit, rights.move_to) == (True, False, [])
assert li.sync().complete and wang.sync().complete and zhou.sync().complete

# ── Tomorrow the promised call is due; somebody calls, and it is not any more ────────────────────────────────────────
assert li.book.today().follow_ups.total == 0
li.clock.ahead = datetime.timedelta(days=1)
(due,) = li.book.today().follow_ups.items
assert due.household.id == home.id and due.visit == visit.id and due.due == str(tomorrow)
li.book.record_visit(home.id, huben.VisitInput(text="再访，一切都好", outcome=huben.VisitOutcome.MET))
assert li.book.today().follow_ups.total == 0
li.clock.ahead = datetime.timedelta()

# ── A clock that is years ahead makes nobody seen, and hides no promised call ────────────────────────────────────────
far = li.book.add_household(huben.CardInput(area=huben.AreaCode(text=GRID), address="7-1-101", contact="钱多"))
assert li.sync().complete and wang.sync().complete
wang.clock.ahead = datetime.timedelta(days=20000)
wang.book.record_visit(far.id, huben.VisitInput(text="手机时间不对"))
wang.clock.ahead = datetime.timedelta()
today = str(li.clock.now().astimezone(datetime.timezone(datetime.timedelta(hours=8))).date())
nobody = huben.VisitOutcome.NOBODY_HOME
promised = li.book.record_visit(far.id, huben.VisitInput(text="今天晚上再来", outcome=nobody, follow_up=today))
assert wang.sync().complete and li.sync().complete
assert li.book.household(far.id).last_met_at.year > 2070
day = li.book.today()
assert [call.visit for call in day.follow_ups.items] == [promised.id], day
assert [one.id for one in day.not_seen.items] == [far.id], day
assert [one.id for one in li.book.households(huben.HouseholdFilter(not_seen_days=30), ALL).items] == [far.id]

# ── A hazard goes its whole road ─────────────────────────────────────────────────────────────────────────────────────
hazard = li.book.report_issue(
    huben.IssueInput(category="消防", text="楼道堆放杂物", urgent=True, household=home.id, place="3幢2单元")
)
assert hazard.stage == huben.IssueStage.REPORTED and hazard.case_number
assert li.book.sync_advice(huben.WhoWaits.NOBODY, False).why == huben.SyncReason.URGENT
assert li.sync().complete and zhou.sync().complete
(waiting,) = zhou.book.today().waiting_for_me.items
dispatch = next(step for step in waiting.next if step.kind == huben.StepKind.DISPATCH)
assert dispatch.needs_addressee and not dispatch.needs_words and dispatch.takes_until and not dispatch.needs_until
mine = huben.IssueFilter(waiting_for_me=True)
assert [issue.id for issue in zhou.book.issues(mine, ALL).items] == [hazard.id]
assert zhou.book.issues(mine, huben.PageRequest(offset=1)).items == []
assert li.book.issues(mine, ALL).total == 0 and li.book.issues(huben.IssueFilter(), ALL).total == 1
unit, begun = zhou.book.addressees()[0], zhou.book.save_draft(None, f"step/{hazard.id.text}", "{}")
both = huben.StepInput(to=unit.to, until=zhou.clock.now(), until_days=3)
assert fails(huben.BookError.InvalidInput, zhou.book.take_step, hazard.id, dispatch.kind, both).field == "until"
given = huben.StepInput(to=unit.to, text="请清理", note="催过一次", until_days=3, draft=begun)
sent = zhou.book.take_step(hazard.id, dispatch.kind, given)
closes = sent.due_at.astimezone(datetime.timezone(datetime.timedelta(hours=8)))
assert (closes.hour, closes.minute) == (18, 0) and 2 <= (sent.due_at - zhou.clock.now()).days <= 3, closes
fails(huben.BookError.NotFound, zhou.book.take_step, hazard.id, dispatch.kind, given)  # A form is handed in once.
assert zhou.book.drafts() == [] and zhou.book.issues(mine, ALL).total == 0
assert zhou.book.today().waiting_for_me.total == 0
assert zhou.sync().complete and chen.sync().complete
(handed,) = chen.book.today().handed_to_me.items
assert handed.id == hazard.id and handed.addressee == "物业"
chen.book.take_step(hazard.id, huben.StepKind.ACCEPT, huben.StepInput())
chen.book.take_step(hazard.id, huben.StepKind.HANDLE, huben.StepInput(text="已清理"))
assert chen.book.today().handed_to_me.total == 0
assert chen.sync().complete and li.sync().complete
(back,) = li.book.today().waiting_for_me.items
assert next(step for step in back.next if step.kind == huben.StepKind.VERIFY).needs_result
checked = li.book.take_step(hazard.id, huben.StepKind.VERIFY, huben.StepInput(result=huben.CheckResult.PASSED))
assert checked.stage == huben.IssueStage.VERIFIED
assert li.sync().complete and zhou.sync().complete
closed = zhou.book.take_step(hazard.id, huben.StepKind.CLOSE, huben.StepInput())
assert [step.kind.name for step in closed.steps] == ["REPORT", "DISPATCH", "ACCEPT", "HANDLE", "VERIFY", "CLOSE"]
assert [step.by.name for step in closed.steps] == ["李红梅", "周敏", "陈伟", "陈伟", "李红梅", "周敏"]
assert closed.steps[1].note == "催过一次" and all(step.counted for step in closed.steps)
assert zhou.sync().complete and li.sync().complete
seen = li.book.issue(hazard.id)
assert seen.stage == huben.IssueStage.CLOSED and seen.steps[1].note == "催过一次"
assert [issue.id for issue in li.book.household_overview(home.id, ALL).issues] == [hazard.id]
assert zhou.state(case(hazard.id)) == huben.RecordState.AT_OFFICE

# ── A ledger is taken in and taken back ──────────────────────────────────────────────────────────────────────────────
ledger = "小区,地址,户主,电话\n锦绣花苑,5-1-101,钱多多,13900001111\n锦绣花苑,5-1-102,孙小小,不详号码\n".encode()
problems = li.book.import_ledger(huben.LedgerInput(file_name="台账.csv", content=ledger, area=huben.AreaCode(text=GRID)))
(problem,) = problems.problems
assert problems.id is None and problem.row == 3 and "电话" in problem.reason.zh, problem
good = ledger.replace("不详号码".encode(), b"13900002222")
taken = li.book.import_ledger(huben.LedgerInput(file_name="台账.csv", content=good, area=huben.AreaCode(text=GRID)), stages)
assert taken.households == 2 and huben.ProgressStage.WRITING in stages.seen
assert li.book.undo_import(taken.id).undone == 2

# ── Everything that can go wrong says what to do ─────────────────────────────────────────────────────────────────────
Error = huben.BookError
wrong = fails(Error.InvalidInput, li.book.edit_household, home.id, huben.CardInput(phone="abc"))
assert wrong.field == "phone" and wrong.label.zh == "电话"
fails(Error.InvalidInput, li.book.household, huben.HouseholdId(text="no id"))
fails(Error.InvalidInput, li.book.households, huben.HouseholdFilter(), huben.PageRequest(limit=-1))
fails(Error.InvalidInput, li.book.take_step, hazard.id, huben.StepKind.OTHER, huben.StepInput())
fails(Error.InvalidInput, li.book.save_draft, None, "visit", "{")
fails(Error.InvalidInput, li.book.households, huben.HouseholdFilter(not_seen_days=-1), ALL)
nobody = huben.VisitInput(text="敲门没人应", outcome=huben.VisitOutcome.NOBODY_HOME, met=[daughter.id])
assert fails(Error.InvalidInput, li.book.record_visit, home.id, nobody).field == "met"
fails(Error.NotFound, li.book.household, huben.HouseholdId(text=hazard.id.text))
fails(Error.NotFound, huben.Book.unlock, str(HOME / "nowhere"), Vault())
fails(Error.NotAllowed, li.book.take_step, hazard.id, huben.StepKind.ASSESS, huben.StepInput())
fails(Error.SignInAgain, huben.Book.enrol, str(HOME / "second"), Vault(), li.invitation)
fails(Error.InvalidInput, huben.Book.enrol, str(HOME / "second"), Vault(), "huben:no")
li.vault.trouble = huben.VaultError.Unavailable()
fails(Error.Locked, li.reopened)
li.vault.trouble = huben.VaultError.Lost()
fails(Error.SignInAgain, li.reopened)
li.vault.trouble = huben.VaultError.Failed(detail="keystore daemon died")
assert "keystore daemon died" in fails(Error.Internal, li.reopened).reason.en
li.vault.trouble = ValueError("a fault of the shell")
assert "a fault of the shell" in fails(Error.Internal, li.reopened).reason.en
li.vault.trouble = None
junk = HOME / "junk"
junk.mkdir()
(junk / "book.db").write_bytes(b"not a book" * 1000)
fails(Error.Damaged, huben.Book.unlock, str(junk), li.vault)
(junk / "enrolment").write_bytes(bytes(32))
assert not huben.holds_book(str(junk))
fails(Error.NotFound, huben.Book.unlock, str(junk), li.vault)  # Cut while it joined: the same again goes on.
ask("disk", "full")
fails(Error.StorageFull, li.book.record_visit, home.id, huben.VisitInput(text="磁盘满了" * 900))
ask("disk", "broken")
fails(Error.StorageFailed, li.book.record_visit, home.id, huben.VisitInput(text="磁盘坏了"))
try:
    li.book.verify()
except Error.StorageFull:
    pass
ask("disk", "mend")
li.book.discard_draft(li.book.save_draft(None, "visit/", "{}"))  # The same book goes on, without a new process.
li.reopened()
assert li.book.visits(home.id, ALL).total == 2

# ── What the office does not take is kept with its words: it is restored from a time when 吴梅 was a volunteer yet ───────
wu = Phone("吴梅", "volunteer", GRID)
assert [phone.sync().complete for phone in [li, wang, zhou, chen, wu]] == [True] * 5
ask("backup")
ask("run", "user", "set", "--user", wu.user, "--role", "grid-worker", "--area", GRID)
assert wu.sync().complete
wu.book.add_household(huben.CardInput(area=huben.AreaCode(text=GRID), address="6-1-101", contact="郑重"))
sibling = wu.book.report_issue(huben.IssueInput(category="市政", text="盲道被占"))
ask("restore")
outcome = wu.sync()
assert outcome.complete and outcome.refused == 1, outcome
assert wu.state(case(sibling.id)) == huben.RecordState.AT_OFFICE
(refused,) = wu.book.attention(ALL).items
assert refused.standing == huben.Standing.REFUSED and refused.can_retry, refused
assert (refused.act.zh, refused.act.en) == ("新增住户", "add household") and refused.reason.zh != refused.reason.en
assert "郑重" in [field.words.zh for field in refused.text] and wu.book.status().needs_attention == 1
assert wu.book.receipts(ALL).items[0].state == huben.RecordState.NEEDS_ATTENTION
assert wu.book.status_of(refused.record).reason == refused.reason
wu.book.retry(refused.id)
assert wu.book.status().needs_attention == 0 and wu.sync().refused == 1
(refused,) = wu.book.attention(ALL).items
wu.book.give_up(refused.id)
assert wu.book.attention(ALL).total == 0
fails(Error.NotFound, wu.book.give_up, refused.id)

# ── The book is sound, tells helpers nothing of anybody, and ends with its device ────────────────────────────────────
for phone in [li, wang, zhou, chen]:
    assert phone.book.verify().sound and phone.book.rebuild().sound
told = wang.book.diagnostics()
assert "document: " in told and not any(word in told for word in ["王", "李", "锦绣", "13805280022", "3-2-501", "煤气"])
with concurrent.futures.ThreadPoolExecutor() as threads:
    synced, seen = threads.submit(wang.sync), threads.submit(wang.book.today)
    assert synced.result().complete and seen.result().status.needs_attention == 0
ask("run", "device", "revoke", "--device", wang.book.me().device.text)
gone = wang.sync()
assert isinstance(gone.failure, Error.SignInAgain), gone
assert wang.book.sync_advice(huben.WhoWaits.SCREEN, True).why == huben.SyncReason.PERSON
(pathlib.Path(wang.directory) / "key").write_bytes(wang.vault.key)
ask("newer", wang.directory)
fails(Error.UpdateRequired, wang.reopened)
assert huben.library_version()
print(json.dumps(["done"]), flush=True)
