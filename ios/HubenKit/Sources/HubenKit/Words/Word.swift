/// Every word that screens say, by its key in the String Catalog. Written by `ios/words`.
public enum Word: String, CaseIterable, Sendable {
    case about, aboutDevice, aboutLicence, aboutVersion, accountAll, accountContact, accountNoContact, accountOffice
    case accountOffline, accountOnline, accountSaved, actAt, address, again, anotherValue, anotherValueLabel
    case anotherValueSave, appName, area, attentionEmptyTitle, attentionEmptyWords, attentionHeld, attentionLost
    case attentionRefused, attentionStuck, attentionTitle, back, birthDate, birthDateHint, book, bookEmptyTitle
    case bookEmptyWords, bornIn, call, cameBack, cameTooLate, capacityAddressee, capacityAuthor, cardEdit, cardMore
    case channelHanded, channelUnsent, checkElectricity, checkExits, checkGas, checkNotWell, checkWell, checklist
    case closedTitle, closedWords, contact, contactUnknown, contradictionOpen, contradictionQuestion, contradictions
    case dataUse, daysFromNow, diagnosticsShare, diagnosticsWords, draftKept, draftNone, drop, dropNo, dropSure
    case dropYes, dueBy, dueDaysAgo, dueInDays, dueToday, earlierAt, earlierHide, earlierShow, endHouseholdWords
    case endNo, endOther, endReason, endResidentNo, endResidentSure, endResidentWords, endResidentYes, endSame
    case endSameNone, endSameSearch, endSameWords, endSure, endWhy, endYes, enrolAsking, enrolFetched, enrolField
    case enrolFieldError, enrolJoin, enrolJoining, enrolLinkTitle, enrolLinkWords, enrolPaste, enrolStep1, enrolStep2
    case enrolStep3, enrolTitle, enrolWelcome, enumeration, estate, estateHint, factCase, factComplainant, factPlace
    case factWith, fieldValue, filterAll, filterMine, filterNotSeen, followUp, followUpAgreed, followUpMark
    case followUpMonth, followUpNone, followUpTwoWeeks, followUpWeek, formDiscard, formDiscardSure, formDiscardYes
    case hazardButton, hazardCategories, hazardCategory, hazardHere, hazardHint, hazardPlace, hazardPlaceHint
    case hazardReport, hazardReportUrgent, hazardText, hazardTitle, hazardUrgent, hazardUrgentWords, household
    case householdAdd, householdContradictions, householdContradictionsWords, householdEnd, householdEndReasons
    case householdEnded, householdKind, householdKindHome, householdKindOrganisation, householdKindSharedRental
    case householdKindShop, householdMove, householdName, householdNameHint, householdsEmptyRead
    case householdsEmptyTitle, householdsEmptyWords, householdsTotal, internalNote, invitedStay, invitedUnsent, issue
    case issueAt, issuesEmptyTitle, issuesEmptyWords, issuesMineEmptyTitle, issuesMineEmptyWords, joinAgain
    case joinAgainWords, kindCard, kindEnd, kindIssue, kindResident, kindVisit, language, languageSystem, leaveIt
    case lineAttention, lineNever, lineOffice, lineOffline, lineOfflineSaved, lineOpen, lineRunning, lineSaved
    case loadingAttention, loadingHousehold, loadingHouseholds, loadingIssue, loadingIssues, loadingReceipts
    case loadingResident, loadingToday, lock, lockWords, metDaysAgo, metToday, metYesterday, more, moveButton
    case moveNone, moveNoneWords, moveNow, moveWhere, moveWords, neverMet, newerCode, notHereAnyMore
    case notSeenEmptyTitle, notSeenEmptyWords, note, noteHint, nothingToDo, noticeAttention, noticeUnsent
    case noticeUnsentWords, notices, noticesWords, occupancy, occupancyOwner, occupancyRented, occupancyUnknown
    case occupancyVacant, oldBooks, oldBooksAllThere, oldBooksLast, oldBooksOpen, oldBooksRemove, oldBooksSure
    case oldBooksUnknown, oldBooksUnsent, oldBooksWords, oldBooksYes, opening, otherSteps, outcomeDeclined
    case outcomeMet, outcomeMovedAway, outcomeNobodyHome, outcomeVacant, people, phone, phrases, phrasesMet
    case phrasesNotMet, problemDamaged, problemInternal, problemInvalid, problemLocked, problemNotAllowed
    case problemNotFound, problemOffline, problemSignIn, problemStorageFailed, problemStorageFull, problemUpdate
    case putRight, receiptNumber, receipts, receiptsEmpty, residenceHere, residenceLivingElsewhere
    case residenceRegisteredElsewhere, residentAdd, residentEdit, residentEnd, residentEndReasons, residentGone
    case residentGoneWords, residentName, residentRelation, residentRelationHint, residentResidence, residentSex
    case residents, resultFailed, resultPassed, retry, roleAdmin, roleAuditor, roleCareTeam, roleDispatcher
    case roleGridWorker, roleHandler, roleMicroGridLead, roleSupervisor, roleVolunteer, sameAs, sameAsOpen, save
    case scoreOfFive, searchClear, searchEmptyTitle, searchEmptyWords, searchHint, searchLabel, settingsTitle
    case sexFemale, sexMale, sexNotStated, sexUnknown, shade, shadeDark, shadeLight, shadeSystem, somebody
    case stageAssessed, stageCancelled, stageClosed, stageCollected, stageDispatched, stageHandled, stageReported
    case stageReportedHere, stageVerified, stateAtOffice, stateNeedsAttention, stateSaved, stepAccept, stepApprove
    case stepAssess, stepCancel, stepClose, stepDecline, stepDispatch, stepDone, stepEscalate, stepFeedback
    case stepFound, stepGone, stepGoneWords, stepHandle, stepNote, stepNoteHint, stepPostpone, stepRate, stepReason
    case stepRefuse, stepReopen, stepReport, stepResume, stepScore, stepSuspend, stepText, stepTextHint, stepTo
    case stepUntil, stepVerify, stepWhom, stranded, suspended, syncNow, syncStop, syncTitle, tabHouseholds, tabIssues
    case tabToday, textLarge, textLargest, textNormal, textSize, textSizeSample, thisHolds, timeline, todayAt
    case todayAttention, todayAttentionOpen, todayAttentionWords, todayEmptyTitle, todayEmptyWords, todayFollowUps
    case todayHanded, todayNotSeen, todayNotSeenAll, todayToHouseholds, todayUnfinished, unlock, unlockTitle
    case unlockWords, unmetered, unmeteredWords, urgent, visitButton, visitContinue, visitEdit, visitEditSave
    case visitEditWords, visitHint, visitKind, visitKindElsewhere, visitKindHome, visitKindOffice, visitKindPhone
    case visitMet, visitSave, visitText, visitTitle, writtenBy, wrote, yesterdayAt, yourTurn
}
