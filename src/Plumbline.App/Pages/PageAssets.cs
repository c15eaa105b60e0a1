namespace Plumbline.App.Pages;

/// <summary>Style and script that travel in the program and are written into its pages.</summary>
internal static class PageAssets
{
    /// <summary>The style of all pages, then what one kind of page adds.</summary>
    /// <param name="own">Its file.</param>
    public static string Style(string own) => Read("page.css") + Read(own);

    /// <summary>The script of all pages, then that of one kind of page; all parts share one scope.</summary>
    /// <param name="own">Its files, in order.</param>
    public static string Script(params IEnumerable<string> own) => $$"""
        (() => {
        'use strict';
        {{string.Concat(own.Prepend("page.js").Select(Read))}}
        })();
        """;

    public static string Read(string name)
    {
        using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream($"Plumbline.App.assets.{name}")
            ?? throw new InvalidOperationException($"The program was built without its part '{name}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
