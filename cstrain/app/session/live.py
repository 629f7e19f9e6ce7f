"""Holding a session: what stands now, and each event committed before anything of it is shown."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from cstrain.app.attempt import Question
from cstrain.app.clock import Clock
from cstrain.app.session import booking, texts
from cstrain.app.session.booking import Bookkeeper, Books
from cstrain.core.items import Item, Response
from cstrain.core.module import Module
from cstrain.core.session import Continued, Ended, Event, Joined, KeyShown, Next, NotNow, Replied, Session, Skipped, Voted, after
from cstrain.core.session.planning import as_question, still_there
from cstrain.core.trainee import Trainee, likeness
from cstrain.errors import BadResponse, RecordsUnusable, SessionGoesOn
from cstrain.records import sessions
from cstrain.records.sessions import Head, Participant
from cstrain.records.store import Store

if TYPE_CHECKING:
    from cstrain.core.roleplay.play import Play


class LiveSession:
    """A session that is being held: `state` is what is stored, `do` commits one more event."""

    def __init__(self, store: Store, head: Head, modules: Mapping[str, Module], clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self.head = head
        self.modules = modules
        self._books = Books(open={}, kept={})
        self._keeper = Bookkeeper(store, head, dict(modules), clock)
        # A commit that failed may have failed after the file had the event.
        self._in_doubt: Event | None = None
        self._count = 0
        self.people: dict[str, Participant] = {}
        self.state: Session
        self.reread()

    def reread(self) -> None:
        """Take everything from the file."""
        with self._store.snapshot():
            self.state = sessions.state(self._store, self.head)
            self._count = sessions.event_count(self._store, self.head.id)
            self.people = {one.trainee: one for one in sessions.participants(self._store, self.head.id)}
            self._known = sessions.bearers(self._store)
            self._books = booking.load(self._store, self.head.id)

    def do(self, event: Event, language: str) -> None:
        """Commit an event with what follows from it.

        NotNow leaves everything as it was. SessionGoesOn means that another window has gone on with this session: the state is
        then what is stored. After any other failure everything still stands; doing the same again stores it once.
        """
        state = after(self.state, event)
        try:
            with self._store.writing():
                self._claim()
                sessions.keep(self._store, self.head.id, self._count, event, self._clock.now())
                books = self._keeper.keep(self._books, state, event, self._known, language)
        except SessionGoesOn:
            if self._was_ours(event):
                return
            raise
        except RecordsUnusable:
            self._in_doubt = event
            raise
        self._in_doubt = None
        self.state, self._books = state, books
        self._count += 1

    def _claim(self) -> None:
        """Inside the transaction: the next event is ours to write, for what we know is all there is."""
        if sessions.event_count(self._store, self.head.id) != self._count:
            raise SessionGoesOn(session=self.head.id)

    def _was_ours(self, event: Event) -> bool:
        """Whether the event that came before ours is ours, at a try that seemed to fail. The state is what is stored."""
        doubt, count = self._in_doubt, self._count
        self._in_doubt = None
        stored = sessions.events(self._store, self.head.id)
        is_ours = doubt == event and stored[count:] == [event]
        if is_ours:
            self._store.make_durable()
        self.reread()
        return is_ours

    def join(self, trainee: Trainee, nickname: str, team: str, language: str) -> None:
        """Someone comes late, or comes back."""
        event = Joined(person=trainee.id, team=team)
        after(self.state, event)
        self._known |= {trainee.id}
        if trainee.id not in self.people:
            with self._store.writing():
                self._claim()
                one = Participant(trainee=trainee.id, nickname=nickname, team=team, name=trainee.name)
                sessions.seat(self._store, self.head.id, one, self._clock.now())
            self.people[trainee.id] = one
        self.do(event, language)

    # What is asked now

    @property
    def item(self) -> Item:
        """What is asked now; KeyError or BadResponse if its module no longer has it."""
        question = self.state.now.question
        if self.head.plan.roleplay:
            from cstrain.core.roleplay.practice import decision_item

            return decision_item(self.play.roleplay, self.play.situation)
        return self.modules[question.module].items[question.drawn.item]

    @property
    def question(self) -> Question:
        """What is asked now, as faces ask it. The total of a role-play is not known: 0."""
        state = self.state
        return Question(number=state.number, total=state.total or 0, item=self.item, options=state.now.question.drawn.options)

    @property
    def play(self) -> "Play":
        """The talk as far as it went, up to the moment that is asked about; BadResponse if the role-play no longer has it."""
        return self._played([asked.reply for asked in self.state.asked if asked.reply])

    def _played(self, replies: Sequence[str]) -> "Play":
        from cstrain.core.roleplay.play import replay

        module = self.modules[self.state.plan.questions[0].module]
        return replay(module.roleplays[self.head.plan.roleplay], self.head.seed, replies)

    def prompt(self, number: int, language: str) -> str:
        """What was asked as this question, in words; in a role-play what the customer said, as the room heard it."""
        if self.head.plan.roleplay:
            with suppress(LookupError, BadResponse):
                replies = [asked.reply for asked in self.state.asked[: number - 1] if asked.reply]
                return self._played(replies).says.say(language)
        return texts.prompt(self.modules, self.state.asked[number - 1].question, language)

    @property
    def is_askable(self) -> bool:
        """Whether the question that is on is still in its module as it was drawn. New wording is no reason."""
        if self.state.is_over:
            return True
        try:
            return still_there(self.item, self.state.now.question.drawn)
        except (LookupError, BadResponse):
            return False

    def skip_what_is_gone(self, language: str) -> int:
        """Go past questions that are no longer in their module, to the end if it is a role-play; how many there were."""
        gone = 0
        while not self.is_askable:
            way: tuple[Event, ...] = (Continued(), Skipped(), KeyShown(), Next(), Ended())
            step = next(event for event in way if type(event) in self.state.allowed)
            self.do(step, language)
            gone += isinstance(step, Skipped | Next | Ended)
        return gone

    # What faces ask to be done

    def voted(self, by: str, response: Response) -> Voted:
        """The event of this response; BadResponse if it does not fit the item."""
        grade = self.item.grade(response)
        return Voted(by=by, response=response, score=grade.score, critical=grade.critical)

    def replied(self, reply: str) -> Replied:
        """The event of the room's reply, with where it leads; NotNow if it is not one with most votes."""
        from cstrain.app.roleplay import decision
        from cstrain.core.roleplay.play import choose
        from cstrain.core.roleplay.practice import decision_item

        if reply not in self.state.leading:
            raise NotNow("not a reply with most votes")
        play = choose(self.play, reply)
        if play.ending is not None:
            return Replied(reply=reply, question=None, ending=play.ending.id, verdict=play.ending.verdict)
        module = self.state.now.question.module
        return Replied(reply=reply, question=as_question(module, decision_item(play.roleplay, play.situation), decision(play)))

    # Names

    def called(self, typed: str) -> str:
        """The id of the one person of this session whom the screen calls so; "" if it calls nobody so."""
        found = [id for id in self.people if likeness(self.label(id)) == likeness(typed)]
        return found[0] if len(found) == 1 else ""

    def label(self, voter: str) -> str:
        """What the screen calls a person; a dash for someone who was erased."""
        one = self.people.get(voter)
        return one.nickname or one.name or "-" if one else "-"

    def real_name(self, person: str) -> str:
        one = self.people.get(person)
        return one.name or "-" if one else "-"
