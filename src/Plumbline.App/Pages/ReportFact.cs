namespace Plumbline.App.Pages;

/// <summary>One line of the head of a report: a name and what it is.</summary>
internal sealed record ReportFact(string Name, string Value);
