//! The epilogue of `--serve`: the office stays open for the reader.

use super::cast::Who;
use super::day::Day;
use crate::programs;

/// Prints the way in and waits until the process is ended.
pub fn tell(day: &mut Day) {
    // From now on invitations carry the office's own address; the phones of the story keep the proxy, which stays.
    day.office.announce_as(None);
    let user = day.member(Who::Li).phone.user.clone();
    let invitation = day.office.invite(&user);
    day.page.chapter("门还开着", "The office stays open");
    day.page.say(
        format!("社区在 http://{} 。这是给李红梅第二台设备的请柬，十分钟内有效，只能用一次：", day.office.address()),
        format!(
            "The office is at http://{}. This invitation is for a second device of Li Hongmei, good for ten minutes and \
             for one device:",
            day.office.address()
        ),
    );
    day.page.gap();
    println!("{invitation}");
    day.page.gap();
    day.page.say("接着可以试试：", "Type next, in another terminal:");
    let huben = programs::huben();
    let book = day.directory.path().join("my-phone");
    let (huben, book) = (huben.display(), book.display());
    day.page.command(format!("export HUBEN_DATA={book}"));
    day.page.command(format!("{huben} enrol '{invitation}'"));
    day.page.command(format!("{huben} household list --limit 5"));
    day.page.command(format!("{huben} search wxy"));
    day.page.command(format!("{huben} sync"));
    day.page.command(format!("{huben} --help"));
    day.page.gap();
    day.page.say(
        format!("所有数据都在 {}，Ctrl-C 结束。", day.directory.path().display()),
        format!("Everything lies in {}. Ctrl-C ends it.", day.directory.path().display()),
    );
    loop {
        std::thread::park();
    }
}
