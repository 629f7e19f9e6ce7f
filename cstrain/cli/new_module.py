"""A trainer's first file: a small sound module in both languages, with remarks in the language of the run."""

from pathlib import Path

from cstrain.cli.calling import command, quoted
from cstrain.cli.words import _
from cstrain.curriculum import schema
from cstrain.curriculum.shelf import NAME
from cstrain.errors import BadModuleName, CannotWrite, ModuleExists, TargetExists
from cstrain.files import whole_file

LONGEST_NAME = 60
# A file of such a name is no file on Windows, whatever its suffix.
DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
TEMPLATE = """\
# yaml-language-server: $schema=schema/module.schema.json
# {about}
id: {id}
title:
  id: Barang hilang
  en: Lost and found
summary:
  id: Menolong pelanggan yang kehilangan barang di toko.
  en: Helping customers who have lost something in the shop.
policy:
  # {policy}
  pass_mark: 80
  items_per_quiz: 2

lessons:
  # {lesson}
  - id: ask-first
    title:
      id: Tanya dulu, baru cari
      en: Ask first, then search
    text:
      id: >-
        Pelanggan yang kehilangan barang merasa panik dan malu. Tanyakan ciri barangnya dan tempat terakhir ia
        memakainya. Pertanyaan Anda menenangkan dia, dan Anda tahu apa yang dicari.
      en: >-
        A customer who has lost something feels alarmed and ashamed. Ask what it looks like and where it was last
        used. Your questions calm the customer, and you know what to look for.
    check: lost-phone

items:
  # {item}
  - id: lost-phone
    kind: choice
    level: apply
    prompt:
      id: >-
        Toko hampir tutup. Bu Ratna datang tergesa-gesa ke kasir dan berkata, "Ponsel saya tertinggal di sini tadi
        pagi!" Anda tidak melihat ponsel apa pun. Apa yang sebaiknya Anda lakukan lebih dulu?
      en: >-
        The shop is about to close. Bu Ratna hurries to your till and says, "I left my phone here this morning!" You
        have not seen a phone. What should you do first?
    options:
      # {options}
      - id: ask-details
        text:
          id: Menanyakan ciri ponsel dan tempatnya tadi
          en: Ask what it looks like and where she was
        key: true
        feedback:
          # {feedback}
          id: >-
            Bu Ratna merasa ditolong, dan pencarian bisa langsung dimulai. Anda tahu apa yang dicari dan di mana.
          en: >-
            Bu Ratna feels helped, and the search can start at once. You know what to look for and where.
      - id: come-back
        text:
          id: Memintanya datang saat petugas pagi ada
          en: Ask her to return when the day shift is in
        feedback:
          id: >-
            Bu Ratna pulang tanpa kepastian. Petugas pagi memang mungkin melihatnya, tetapi makin lama makin sulit
            dicari.
          en: >-
            Bu Ratna goes home with nothing settled. The day shift may have seen it, but every hour makes it harder
            to find.
      - id: show-box
        text:
          id: Mengajaknya melihat isi kotak temuan
          en: Let her look through the box of finds
        feedback:
          id: >-
            Barang orang lain ikut terlihat. Melihat sendiri terasa cepat, tetapi siapa pun bisa mengaku kalau ciri
            barang belum disebut.
          en: >-
            Other people's things lie open too. Looking seems quick, but anyone can claim a thing that was not
            described first.

  - id: found-wallet
    kind: choice
    level: judge
    prompt:
      id: >-
        Seorang pembeli menyerahkan dompet temuan kepada Anda saat antrean panjang. Di dalamnya ada uang dan kartu.
        Rekan Anda berkata, "Nanti saja dicatat." Apa yang sebaiknya Anda lakukan?
      en: >-
        A shopper hands you a wallet that she found while the queue is long. There are cash and cards in it. Your
        colleague says, "Write it down later." What should you do?
    options:
      # {grades}
      - id: count-together
        text:
          id: Mencatat isinya sekarang bersama rekan
          en: Write down what is in it with him now
        grade: 3
        feedback:
          id: >-
            Antrean menunggu sebentar, dan isi dompet pasti. Dua orang yang mencatat melindungi pemilik dan Anda
            sendiri.
          en: >-
            The queue waits for a moment, and what was in it is certain. Two who write protect the owner and
            yourselves.
      - id: lock-away
        text:
          id: Menguncinya di laci dan mencatatnya nanti
          en: Lock it in the drawer and note it later
        grade: 2
        feedback:
          id: >-
            Dompetnya aman, dan antrean jalan terus. Namun isinya belum tercatat, sehingga nanti tidak ada yang bisa
            memastikan.
          en: >-
            The wallet is safe and the queue moves on. But nothing is noted yet, so later nobody can be sure what
            was in it.
      - id: call-out
        text:
          id: Menyebut nama di kartu lewat pengeras suara
          en: Call out the name on the card aloud
        grade: 1
        feedback:
          id: >-
            Pemiliknya mungkin datang, tetapi orang lain pun mendengar namanya. Cara ini cepat, asal isinya sudah
            dicatat lebih dulu.
          en: >-
            The owner may come, but everyone else hears the name too. It is quick, and good once the contents have
            been noted.
"""


def write(id: str, folder: Path) -> Path:
    """Write the module and the schemas that editors check it with; its path. Nothing that is there is overwritten but schemas."""
    if not NAME.match(id) or len(id) > LONGEST_NAME or id in DEVICES:
        raise BadModuleName(wanted=id)
    path = folder / f"{id}.yaml"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if (folder / id).exists() or path.with_suffix(".yml").exists():
            raise ModuleExists(path=str(folder / id))
        with whole_file(path, replace=False) as stream:
            stream.write(text(id))
        schema.write(folder / "schema")
    except TargetExists as error:
        raise ModuleExists(path=str(path)) from error
    except OSError as error:
        raise CannotWrite(path=str(path), reason=error.strerror or type(error).__name__) from error
    return path


def text(id: str) -> str:
    return TEMPLATE.format(
        id=id,
        about=_("A sound module to begin with. Every text stands in Indonesian (id) and in English (en): put yours there."),
        policy=_("The pass mark in percent, and how many questions a quiz has."),
        lesson=_("A card that teaches, at most 120 words; the item named under check is asked right after it."),
        item=_("Ids stay for ever: scores are kept under them. Levels: recall, apply, judge."),
        options=_("Three or four, about equally long; one has key: true. Their order does not matter, it is shuffled."),
        feedback=_("First what happens, then why."),
        grades=_("Or a grade for each: 3 best, 2 acceptable, 1 weak, 0 harmful; exactly one 3."),
    )


def next_step(id: str, folder: Path) -> str:
    where = quoted(str(folder))
    return (
        _("Write your own texts into it, then check it: {command}").format(
            command=command(f"--content {where} content check {id}")
        )
        + "\n"
        + _("Try it, it never counts: {command}").format(command=command(f"--content {where} quiz {id} --practice"))
    )
