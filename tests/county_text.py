"""A short report of any county, for tests that need many small ones."""

PLACES = ("临湖县", "松泉县", "青石县", "柳泉县", "云溪县", "金河县")


def county_text(place: str, cases: int = 12, year: int = 2022) -> str:
    return (
        f"{place}{year}年法治政府建设情况报告\n\n{place}人民政府\n\n"
        f"{year}年,{place}深入推进法治政府建设,现将有关情况报告如下。\n"
        f"一、加强组织领导\n{place}人民政府印发《{place}法治建设实施方案》,召开会议3次。\n"
        f"二、化解矛盾纠纷\n县司法局依据《中华人民共和国行政复议法》办结行政复议案件{cases}件。\n"
    )
