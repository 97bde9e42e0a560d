# SPDX-License-Identifier: Apache-2.0
"""Sentences of the kind that attache reads, made of templates.txt, the project's lexicons and public
name lists; and trees with names as one word."""
import collections, csv, os, random, re

from data import Sentence

BRANCHES = ["Army", "Navy", "Air Force", "Marine Corps", "Coast Guard", "Defence Force", "Armed Forces", "National Guard",
            "Armed Forces", "Ground Forces", "Naval Forces", "Defense Forces", "Maritime Self-Defense Force", "Army",
            "National Army", "People 's Army", "Border Guard", "National Police", "Defence Staff", "Parliament", "Embassy"]
REGIONS = ["Africa", "Pacific", "Indo-Pacific", "European", "Southern", "Northern", "Central", "Western", "Eastern", "Strategic",
           "Cyber", "Space", "Transportation", "Special Operations", "Fleet Forces"]
UNITS = ["Brigade", "Infantry Brigade", "Battalion", "Infantry Regiment", "Division", "Airborne Division", "Wing", "Squadron",
         "Fighter Wing", "Marine Regiment", "Infantry Division", "Fleet", "Armored Brigade Combat Team", "Engineer Battalion",
         "Security Force Assistance Brigade", "Expeditionary Force", "Signal Brigade", "Carrier Strike Group", "Corps"]
MINISTRIES = ["Ministry of Defence", "Ministry of National Defense", "Department of Defense", "Ministry of Foreign Affairs",
              "Defence Ministry", "Foreign Ministry", "State Department", "Joint Staff", "General Staff", "Joint Chiefs of Staff",
              "Ministry of Defense", "Defense Department", "Ministry of Interior", "Federal Ministry of Defence",
              "Ministry of National Defence", "Department of State", "Defense Ministry", "Ministry of the Interior",
              "Department of Foreign Affairs and Trade", "Ministry of External Affairs", "Ministry of Public Security"]
OFFICES = ["Prime Minister", "Defence Minister", "Defense Secretary", "President", "Foreign Minister", "Ambassador",
           "Minister of National Defence", "Minister for Defence", "Deputy Prime Minister", "Secretary of State",
           "Chief of Defence Staff", "Chief of the General Staff", "Commander-in-Chief", "Defense Minister", "Secretary of Defense",
           "Vice Minister of National Defense", "Deputy Defense Minister", "Minister of Foreign Affairs", "National Security Advisor",
           "Deputy Secretary of Defense", "Chief of Army", "Chief of the Defence Force", "Minister of Defense", "Vice President",
           "Permanent Secretary", "Under Secretary", "Assistant Secretary of Defense", "Chairman", "Speaker", "King", "Queen",
           "Crown Prince", "Sultan", "Minister of Defence", "Chief of Staff", "Attorney General", "High Commissioner", "Governor"]
POSTS = ["commander", "commanding general", "chief", "deputy commander", "head", "chief of staff", "director", "spokesman",
         "spokesperson", "commanding officer", "deputy chief", "secretary general", "command sergeant major", "defense attache",
         "press secretary", "Commander", "Commander-in-Chief", "Deputy Commander", "Chief of Staff", "Director", "Chief",
         "Commanding General", "Spokesperson", "Secretary-General", "Chairman", "chairman", "adviser", "counselor", "governor"]
EVENTS = ["Shield", "Sentinel", "Guardian", "Partner", "Strike", "Wave", "Falcon", "Bridge", "Resolve", "Lion", "Spear", "Star",
          "Anvil", "Horizon", "Flame", "Torch", "Wolf", "Spirit", "Defender", "Saber", "Venture", "Dagger", "Arrow", "Thunder", "Hammer",
          "Endeavor", "Accord", "Express", "Junction", "Focus", "Fury", "Talon", "Viper", "Cobra", "Tiger", "Shakti", "Tide", "Breeze",
          "Storm", "Sword", "Dragon", "Warrior", "Edge", "Trident", "Response", "Angel", "Forge", "Sabre", "Freedom", "Gold"]
FIRSTS = ["Pacific", "Keen", "Swift", "Amber", "Iron", "Southern", "Arctic", "Cobra", "Noble", "Steadfast", "Valiant", "Desert",
          "Sea", "African", "Baltic", "Northern", "Eager", "Flaming", "Red", "Silent", "Orient", "Dynamic", "United", "Lightning"]
FORUMS = ["Defence Ministers ' Meeting", "Strategic Dialogue", "Security Conference", "Summit", "Defense Policy Dialogue",
          "Land Forces Talks", "Security Dialogue", "Partnership Program", "Dialogue", "Defence Cooperation Agreement"]
HEADS = ["Camp", "Fort", "Naval Station", "Joint Base", "Mount", "Strait of", "Gulf of", "Port of", "Base", "Cape"]
TAILS = ["Air Base", "Naval Base", "Air Force Base", "Barracks", "International Airport", "Sea", "Strait", "Training Area",
         "Province", "Island", "Islands", "Palace", "Harbor", "River", "Peninsula", "District", "Garrison"]
SHIPS = ["USS", "HMS", "HMAS", "INS", "JS", "ROKS", "HMCS", "KD", "BRP", "KRI", "FS", "USNS", "HNLMS", "RSS"]
COURTESY = ["Mr.", "Mrs.", "Ms.", "Dr.", "Mr", "Ms", "H.E.", "Sir", "Lady", "Hon.", "the Honourable", "His Excellency", "Prof."]
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
          "Jan.", "Feb.", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
PARTICLES = ["van", "van der", "de", "von", "al", "bin", "de la", "da", "dos", "El", "Al", "Van", "Abdul", "Bin", "Ben", "ibn"]
KINDS = ["Council", "Committee", "Commission", "Agency", "Authority", "Institute", "Center", "Centre", "Union", "Association",
         "Academy", "College", "University", "Bureau", "Directorate", "Office", "Department", "Board", "Foundation", "Headquarters",
         "Secretariat", "Corporation", "Group", "Service", "Corps", "School", "Mission", "Network", "Alliance", "League"]
FIELDS = ["Peace", "Security", "Cooperation", "Defence", "Defense", "Maritime", "Border", "Cyber", "Space", "Intelligence",
          "Logistics", "Peacekeeping", "Training", "Disaster Management", "Emergency", "Veterans", "Foreign Affairs", "Medical",
          "Strategic Studies", "International Studies", "Nuclear", "Aviation", "Transport", "Health", "Procurement", "Research",
          "Doctrine", "Public Safety", "Energy", "Fisheries", "Customs", "Human Rights", "Trade", "Planning", "Reform", "Drug Control"]
FIRMS = ["Aerospace", "Systems", "Industries", "Defence", "Technologies", "Shipyards", "Dynamics", "Group", "Aviation", "Marine"]
STAND_INS = ["Smith", "Jones", "Brown", "Miller", "Davis"]  # as extract/collapse.c writes persons

# How persons are introduced; "|" parts the alternatives of one kind, and kinds are drawn alike.
INTRODUCED = """{R} {P}
{F} {P}
{D} {F} {P}|{S} {F} {P}|{S} 's {F} {P}|{S} {F} {R} {P}|{D} {F} {R} {P}|the {D} {F} {P}
{F} of {S} {P}|{F} of {S} {R} {P}|the {F} of {S} , {P} ,
{o} {T} {R} {P}|{o} {T} {P}|{o} ( {A} ) {T} {R} {P}|the {o} 's {T} , {R} {P} ,
{R} {P} , {T} of {O} ,|{R} {P} , {T} , {o} ,|{R} {P} , {o} {T} ,|{P} , {T} of {O} ,|{R} {P} , the {o} {T} ,
the {T} of {O} , {R} {P} ,|the {T} of {O} ( {A} ) , {R} {P} ,|{T} of {O} {R} {P}
{P} , the {D} {t} ,|{P} , {S} 's {t} ,|{P} , {D} {F} ,|{F} {P} of {S}
{F} {R} {P}|{F} and {F} {P}|{F} and {F} {R} {P}|former {F} {P}|acting {F} {P}|Acting {F} {P}
{D} Ambassador to {S} {P}|Ambassador of {S} to {S} {P}|{S} Ambassador {P}|U.S. Ambassador to {S} {P}
{P}|{Q} {P}|{F} {Q} {P}
{R} {P} of {O}|{R} {P} from {O}|{P} from the {M}|{M} {T} {P}""".split("\n")
LATER = ["{C}", "{C}", "{R} {C}", "{F} {C}", "{Q} {C}", "the {t}", "{P}", "{C}"]


def tables(path):
    """A project's table as dicts."""
    head = None
    for line in open(path, encoding="utf-8"):
        if line.startswith("#") or not line.strip():
            continue
        cells = line.rstrip("\n").split("\t")
        if head is None:
            head = cells
        else:
            yield dict(zip(head, cells + [""] * (len(head) - len(cells))))


def names_in(row, *columns):
    return [x for c in columns for x in row.get(c, "").split("|") if x]


class Domain:
    def __init__(self, corpora, ontology, common=()):
        """`common`: English words, in small letters; names that are such words are drawn more often."""
        self.given, self.family = collections.defaultdict(list), collections.defaultdict(list)
        for r in csv.DictReader(open(corpora + "/names/common-forenames-by-country.csv", encoding="utf-8-sig")):
            self.given[r["Country"]].append(r["Romanized Name"])
        for r in csv.DictReader(open(corpora + "/names/common-surnames-by-country.csv", encoding="utf-8-sig")):
            self.family[r["Country"]].append(r.get("Romanized Name") or r["Localized Name"])
        self.countries = sorted(set(self.given) & set(self.family))
        self.all_family = [l.strip() for l in open(corpora + "/names/all.txt", encoding="utf-8", errors="ignore") if l.strip()]
        names = set(self.all_family) | {x for l in list(self.family.values()) + list(self.given.values()) for x in l}
        self.double = sorted(x for x in names if x.lower() in common and x.isalpha() and len(x) > 1) or self.all_family
        table = lambda f: tables(ontology + "/" + f)
        self.ranks = [a for r in table("ranks.tsv") for a in names_in(r, "label", "abbreviations") if a[0].isupper()]
        states = [r for r in table("states.tsv") if r["demonyms"]]
        self.states = [(names_in(r, "name", "names") or [""], r["demonyms"].split("|")[0]) for r in states]
        self.capitals = [x.strip() for r in states for x in r["capital"].split("|") if x]
        self.places = [r["name"] for r in table("places.tsv")] + [r["name"] for r in table("places-extra.tsv")]
        self.bodies = [x for r in table("organizations.tsv") for x in names_in(r, "name", "aliases")
                       if x[0].isupper() and ("'s " not in x or "People's" in x)]
        self.kinds = [r["form"] for r in table("org-kinds.tsv") if r["position"] == "head" and r["form"][0].isupper()]
        self.initiatives = [x for r in table("initiatives.tsv") for x in names_in(r, "name") if x[0].isupper()]
        self.roles = [x for r in table("roles.tsv") for x in names_in(r, "label", "alternatives") if len(x) < 40 and "," not in x]
        here = os.path.dirname(os.path.abspath(__file__))
        self.templates = [l.rstrip("\n") for l in open(here + "/templates.txt", encoding="utf-8") if l[0] != "#"]

    def name_like(self, form):
        """Another name in place of one; initials, particles and the like stay."""
        if len(form) < 3 or not form.isalpha() or not form[0].isupper() or form.isupper() or form in PARTICLES or form in ("Jr", "Sr", "III"):
            return form
        if random.random() < 0.12:
            return random.choice(self.double)
        return random.choice(self.all_family if random.random() < 0.5 else self.given[random.choice(self.countries)])

    def renamed(self, s):
        """The sentence with other persons; each word's part of the name and of the tree stays."""
        if not s.ner or not any(t and t.endswith("PERSON") for t in s.ner):
            return s
        new = Sentence(list(s.forms))
        for k in ("upos", "xpos", "feats", "head", "rel", "ner"):
            setattr(new, k, getattr(s, k))
        new.lemma, same = list(s.lemma) if s.lemma else None, {}
        for i, form in enumerate(s.forms):
            if s.ner[i] and s.ner[i].endswith("PERSON") and (not s.upos or s.upos[i] == "PROPN" and s.xpos[i] == "NNP"):
                if form not in same:
                    same[form] = self.name_like(form)
                if not re.fullmatch(r"\w+", same[form]):
                    continue
                new.forms[i] = same[form]
                if new.lemma and same[form] != form:
                    new.lemma[i] = same[form]
        return new

    def words(self):
        """Of the name lists, in small letters."""
        names = self.all_family + [n for t in (self.given, self.family) for l in t.values() for n in l] + self.places
        return {w.lower() for n in names for w in n.replace("-", " ").split()}

    def split(self, text):
        return re.findall(r"[A-Za-z\u00c0-\uffff]\.(?:[A-Za-z]\.)+|[A-Z][a-z]{0,4}\.(?!$)|'s\b|\w+(?:[-/&'\u2019]\w+)+|\w+|[^\w\s]",
                          re.sub(r"(\w)'s\b", r"\1 's", text))

    def surname(self, country):
        if random.random() < 0.06:
            return random.choice(self.double)
        return random.choice(self.family[country]) if random.random() < 0.5 else random.choice(self.all_family)

    def person(self):
        c = random.choice(self.countries)
        family, given, kind = self.surname(c), random.choice(self.given[c]), random.random()
        if kind < 0.15:
            name = family + " " + given
        elif kind < 0.22:
            name = family + " " + given + random.choice([" ", "-"]) + random.choice(self.given[c])
        elif kind < 0.30:
            name = given + " " + random.choice(PARTICLES) + " " + family
        elif kind < 0.36:
            name = given + " " + random.choice(self.given[c]) + " " + family
        elif kind < 0.40:
            name = given + " " + family + random.choice([" ", "-"]) + self.surname(c)
        elif kind < 0.43:
            name = given
        elif kind < 0.46:
            return self.split(given + " " + family) + random.choice([["Jr."], [",", "Jr."], ["III"], [",", "Jr"]])
        elif kind < 0.66:
            initials = "ABCDEFGHJKLMRSTW"
            return [given, random.choice(initials) + ".", *self.split(family)] if random.random() < 0.8 else [
                random.choice(initials) + ".", *self.split(family)]
        elif kind < 0.69:
            return self.split(given) + ['"', random.choice(self.given[c]), '"'] + self.split(family)
        elif kind < 0.73:
            name = random.choice([given + " " + family.upper(), family.upper() + " " + given])
        else:
            name = given + " " + family
        return self.split(name)

    def state(self):
        names, demonym = random.choice(self.states)
        return (names[0] if random.random() < 0.85 else random.choice(names)), demonym

    def unit(self):
        return random.choice(["1st", "2nd", "3rd", "25th", "7th", "11th", "101st", "II", "III", "I", "Task Force", "82nd", "5th", "Sixth",
                              "Third", "%dth" % random.randint(4, 190)]) + " " + random.choice(UNITS)

    def body(self, state, demonym):
        """An organization named by what it deals with, or a firm."""
        field, kind = random.choice(FIELDS), random.choice(KINDS)
        if random.random() < 0.25:
            field += " and " + random.choice(FIELDS)
        before = random.choice(["", "", "National ", "Joint ", "Regional ", "Federal ", demonym + " ", state + " ", "African ", "Central "])
        form = random.random()
        if form < 0.55:
            return before + field + " " + kind
        if form < 0.75:
            return before + kind + random.choice([" of ", " for ", " of "]) + field
        return random.choice(self.all_family) + random.choice(["", " "]) + random.choice(FIRMS) if form < 0.85 else (
            before + random.choice(BRANCHES) + " " + random.choice(KINDS))

    def organization(self):
        state, demonym = self.state()
        if random.random() < 0.2:
            return self.body(state, demonym)
        kind = random.random()
        if kind < 0.25:
            return random.choice([demonym, demonym, "Royal " + demonym, state, "U.S.", "US"]) + " " + random.choice(BRANCHES)
        if kind < 0.35:
            return random.choice(["U.S. ", "US ", "United States ", ""]) + random.choice(["", "Army ", "Naval ", "Air Forces "]) + (
                random.choice(REGIONS) + random.choice([" Command", " Command", ""]))
        if kind < 0.50:
            return self.unit() + (", " + self.unit() if random.random() < 0.15 else "")
        if kind < 0.58:
            return random.choice(MINISTRIES)
        if kind < 0.66:
            return random.choice([demonym, state + " 's"]).replace(" 's", "") + " " + random.choice(MINISTRIES + self.kinds)
        if kind < 0.72:
            return random.choice(self.places) + " " + random.choice(self.kinds)
        if kind < 0.76:
            return "Embassy of " + state if random.random() < 0.5 else random.choice(["U.S.", demonym]) + " Embassy in " + random.choice(
                self.capitals)
        return random.choice(self.bodies)

    def place(self):
        name, kind = random.choice(self.places + self.capitals * 40), random.random()
        if kind < 0.12:
            return random.choice(HEADS) + " " + random.choice([name, random.choice(self.all_family)])
        if kind < 0.28:
            return random.choice([name, random.choice(self.all_family)]) + " " + random.choice(TAILS)
        if kind < 0.34:
            return random.choice(["South China Sea", "Indo-Pacific", "Taiwan Strait", "Black Sea", "Middle East", "Korean Peninsula",
                                  "Red Sea", "Arctic", "Horn of Africa", "Persian Gulf", "Sahel", "Pentagon", "Baltic Sea"])
        return name

    def event(self):
        kind = random.random()
        if kind < 0.3:
            return random.choice(self.initiatives)
        if kind < 0.45:
            demonym = self.state()[1]
            return random.choice(["ASEAN", "Shangri-La", demonym + " - " + self.state()[1], "U.S. - " + demonym, "Munich"]) + (
                " " + random.choice(FORUMS))
        form = random.random()
        if form < 0.12:
            name = random.choice(self.all_family)
        else:
            first = FIRSTS if form < 0.6 else self.all_family if form < 0.8 else self.places
            name = random.choice(first) + " " + random.choice(EVENTS)
        return name + random.choice(["", "", "", " %d" % random.randint(12, 26), " 20%d" % random.randint(12, 26)])

    def date(self):
        day, month, year = str(random.randint(1, 30)), random.choice(MONTHS), ", 20%02d" % random.randint(1, 26)
        return random.choice([month + " " + day, month + " " + day + " " + year, day + " " + month, random.choice(DAYS),
                              day + " " + month + year[1:]])

    def fill(self, slot):
        """Tokens and their kind; or, of a slot that holds others, a template."""
        if slot == "N":
            return random.choice(random.choice(INTRODUCED).split("|")), "template"
        if slot == "K":
            return random.choice(LATER), "template"
        if slot == "O":
            return random.choice(["the {o}", "the {o}", "the {o}", "the {o} ( {A} )", "{S} 's {o}", "the {M} of {S}"]), "template"
        make = {"P": (self.person, "PERSON"), "C": (lambda: self.split(random.choice(self.all_family)), "PERSON"),
                "o": (lambda: self.split(self.organization()), "ORG"), "M": (lambda: random.choice(MINISTRIES).split(), "ORG"),
                "A": (lambda: ["".join(random.choice("ABCDFGLMNPRSTU") for _ in range(random.choice([3, 3, 4, 5])))], "ORG"),
                "L": (lambda: self.split(self.place()), "PLACE"), "U": (lambda: self.split(self.place().upper()), "PLACE"),
                "S": (lambda: self.split(re.sub("^the ", "", self.state()[0])), "STATE"), "D": (lambda: self.split(self.state()[1]), "STATE"),
                "E": (lambda: self.split(self.event()), "EVENT"),
                "V": (lambda: [random.choice(SHIPS), *self.split(random.choice(self.places + self.all_family))], "MISC"),
                "R": (lambda: self.split(random.choice(self.ranks)), None), "F": (self.office, None), "Q": (lambda: random.choice(COURTESY).split(), None),
                "T": (lambda: random.choice(POSTS).split(), None), "t": (lambda: self.split(random.choice(self.roles)), None),
                "d": (lambda: self.date().split(), None), "Y": (lambda: ["20%02d" % random.randint(1, 26)], None)}
        value, kind = make[slot]
        return value(), kind

    def office(self):
        if random.random() < 0.7:
            return random.choice(OFFICES).split()
        return [w if w in ("of", "the", "to", "and", "for", "in") else w[:1].upper() + w[1:] for w in self.split(random.choice(self.roles))]

    def expand(self, template, forms, tags):
        for word in template.split():
            if word[0] != "{":
                forms.append(word)
                tags.append("O")
                continue
            value, kind = self.fill(word[1:-1])
            if kind == "EVENT" and len(value) < 4 and (not forms or forms[-1].lower() not in ("exercise", "the")) and random.random() < 0.4:
                forms.append(random.choice(["Exercise", "exercise", "Exercise", "exercise", "Operation", "operation"]))
                tags.append("O")
            if kind == "template":
                self.expand(value, forms, tags)
            else:
                forms += value
                tags += ["O"] * len(value) if kind is None else ["B-" + kind] + ["I-" + kind] * (len(value) - 1)

    def sentence(self):
        forms, tags = [], []
        self.expand(random.choice(self.templates), forms, tags)
        s, last = Sentence([]), None
        s.ner = []
        for form, tag in zip(forms, tags):  # a comma that closes an apposition falls before others
            if form in (",", ".", ";") and last == "," or form == "," and last is None:
                if form != ",":
                    s.forms[-1] = form
                    last = form
                continue
            s.forms.append(form)
            s.ner.append(tag)
            last = form
        if s.forms[0][0].islower():
            s.forms[0] = s.forms[0][0].upper() + s.forms[0][1:]
        if random.random() < 0.3 and s.forms[-1] == ".":
            s.forms.pop(), s.ner.pop()
        return s


def collapse(s):
    """The sentence with each name of several words as one, as extraction has it parsed."""
    n = len(s.forms)
    if s.head is None or n < 3:
        return s
    unit, persons = [None] * n, 0
    for i in range(n):
        if s.upos[i] != "PROPN" or unit[i]:
            continue
        parts = [i] + [j for j in range(n) if s.head[j] == i + 1 and s.upos[j] == "PROPN"
                       and s.rel[j] in ("flat", "compound", "nmod:desc")]
        a, b = min(parts), max(parts)
        closed = all(s.head[j] and a <= s.head[j] - 1 <= b for j in range(a, b + 1) if j != i)
        if a < b <= a + 7 and closed and not any(unit[a:b + 1]):
            for j in range(a, b + 1):
                unit[j] = (a, b, i)
    if not any(unit):
        return s
    new = type(s)([])
    for k in ("upos", "xpos", "feats", "lemma", "head", "rel"):
        setattr(new, k, [])
    place, kept = {}, []
    for i in range(n):
        if unit[i] is None or unit[i][2] == i:
            kept.append(i)
        place[i] = unit[i][2] if unit[i] else i
    order = {t: k + 1 for k, t in enumerate(kept)}
    for t in kept:
        form, lemma = s.forms[t], s.lemma[t]
        if unit[t]:
            a, b, _ = unit[t]
            if s.ner and (s.ner[b] or "").endswith("PERSON") or any(s.rel[j] == "flat" for j in range(a, b + 1)):
                form = lemma = STAND_INS[persons % 5]
                persons += 1
            else:
                form, lemma = s.forms[b], s.lemma[b]
        new.forms.append(form)
        new.lemma.append(lemma)
        for k in ("upos", "xpos", "feats", "rel"):
            getattr(new, k).append(getattr(s, k)[t])
        new.head.append(order[place[s.head[t] - 1]] if s.head[t] else 0)
    return new
