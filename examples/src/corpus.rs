//! The employee handbook of a fictional company, and the teams that answer other questions.

/// One paragraph of the handbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Heading, unique in the handbook.
    pub title: &'static str,
    /// What the handbook says.
    pub text: &'static str,
}

/// A team that answers questions beyond the handbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Name of the team.
    pub team: &'static str,
    /// Mail address.
    pub mail: &'static str,
    /// Lower-case words for the topics that the team is responsible for.
    pub topics: &'static [&'static str],
}

/// The handbook, one passage per topic.
pub const HANDBOOK: &[Passage] = &[
    Passage {
        title: "Vacation",
        text: "Every employee has 28 vacation days per year. Up to five unused vacation days carry over into the next year and expire on 31 March. \
               Vacation of more than ten days in a row is agreed with the team one month ahead.",
    },
    Passage {
        title: "Sick leave",
        text: "If you are sick, tell your team lead before ten in the morning. From the third sick day on we need a doctor's certificate. \
               Days spent caring for a sick child count as sick days.",
    },
    Passage {
        title: "Parental leave",
        text: "Parents may take up to twelve months of parental leave per child. The first eight weeks are paid in full. \
               Announce parental leave ten weeks before it starts.",
    },
    Passage {
        title: "Working hours",
        text: "The working week has 38 hours. Meetings are held between ten and four; outside these core hours you plan your own time. \
               Overtime is taken off within the next two months.",
    },
    Passage {
        title: "Remote work",
        text: "You may work remotely on three days of the week. Remote work from another country is possible for 20 days per year after payroll has agreed. \
               Wednesday is the day on which everyone comes to the office.",
    },
    Passage {
        title: "Travel expenses",
        text: "Book trains in second class and flights in economy. Hotels are paid up to 140 euros per night. \
               Hand in receipts for travel expenses within 30 days; they are paid back with the next salary.",
    },
    Passage {
        title: "Laptops and phones",
        text: "A laptop is replaced every four years, a phone every three. You may keep your old laptop for 100 euros. \
               Report a lost laptop or phone to the service desk within one hour so that it can be wiped.",
    },
    Passage {
        title: "Passwords",
        text: "Keep passwords in the company's password manager and switch on a second factor wherever there is one. \
               Nobody at the company will ever ask for your password.",
    },
    Passage {
        title: "Learning budget",
        text: "Everyone has a learning budget of 1200 euros and four learning days per year. \
               Books need no approval; courses and conferences are agreed with your team lead. The learning budget does not carry over.",
    },
    Passage {
        title: "Dogs in the office",
        text: "You may bring your dog to the office if everyone in the room agrees. Dogs stay out of the kitchen and the meeting rooms.",
    },
    Passage {
        title: "Visitors",
        text: "Sign visitors in at the front desk and stay with them while they are in the building. \
               Visitors use the guest network, never the office network.",
    },
    Passage {
        title: "Leaving the company",
        text: "The notice period is three months to the end of a month. On the last day you return laptop, phone and badge; \
               unused vacation is paid out with the last salary.",
    },
];

/// The teams that answer questions beyond the handbook; the first one also gets the questions of no other team.
pub const CONTACTS: &[Contact] = &[
    Contact {
        team: "People team",
        mail: "people@example.com",
        topics: &["contract", "leave", "sabbatical", "colleague", "team"],
    },
    Contact {
        team: "Finance",
        mail: "finance@example.com",
        topics: &["salary", "bonus", "pension", "tax", "invoice", "shares"],
    },
    Contact {
        team: "Service desk",
        mail: "service-desk@example.com",
        topics: &[
            "printer", "software", "licence", "vpn", "monitor", "network",
        ],
    },
];
