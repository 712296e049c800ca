using System;
using System.Collections.Generic;
using System.Linq;
using ImageGen.Gallery;
using Xunit;

namespace ImageGen.Tests.Gallery;

/// <summary>Whatever the ids say, what comes out is a forest.</summary>
public sealed class GalleryLineageTests
{
    [Fact]
    public void A_parent_is_found_by_id_by_response_by_file_and_beside_a_moved_file() => Assert.Equal(
        [null, 0, 0, 0, 0],
        Connect(
            Image(new ImageFacts { Id = "ig_1", ResponseId = "resp_1" }, "/new/a.png"),
            Image(new ImageFacts { ParentId = "ig_1" }, "/new/b.png"),
            Image(new ImageFacts { ParentResponseId = "resp_1" }, "/new/c.png"),
            Image(new ImageFacts { ParentPath = "/new/a.png" }, "/new/d.png"),
            Image(new ImageFacts { ParentPath = @"C:\old\a.png" }, "/new/e.png")));

    [Fact]
    public void A_missing_parent_is_none() => Assert.Equal(
        [null], Connect(Image(new ImageFacts { ParentId = "ig_0", ParentPath = "/gone/a.png" }, "/x/b.png")));

    [Fact]
    public void An_image_is_not_its_own_parent() => Assert.Equal(
        [null], Connect(Image(new ImageFacts { Id = "ig_1", ParentId = "ig_1" }, null)));

    [Fact]
    public void Of_two_with_one_id_the_first_is_the_parent() => Assert.Equal(
        [null, null, 0],
        Connect(
            Image(new ImageFacts { Id = "ig_1" }, "/a.png"),
            Image(new ImageFacts { Id = "ig_1" }, "/b.png"),
            Image(new ImageFacts { ParentId = "ig_1" }, "/c.png")));

    /// <summary>All graphs of up to five images: each has any one as its parent, or none.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void No_circle_is_left_and_nothing_is_cut_but_circles(int count)
    {
        int graphs = (int)Math.Pow(count + 1, count);
        for (int graph = 0; graph < graphs; graph++)
        {
            int[] wanted =
            [.. Enumerable.Range(0, count).Select(n => graph / (int)Math.Pow(count + 1, n) % (count + 1))];
            int?[] parents = Connect([.. wanted.Select((parent, n) => Image(
                new ImageFacts { Id = $"ig_{n}", ParentId = parent == count ? null : $"ig_{parent}" }, null))]);

            for (int start = 0; start < count; start++)
            {
                int steps = 0;
                for (int? at = start; at is not null; at = parents[at.Value]) Assert.True(steps++ < count, $"{graph}");
                bool isCut = parents[start] is null && wanted[start] != count;
                if (isCut) Assert.True(IsInCircle(wanted, start), $"graph {graph} of {count}");
            }
        }
    }

    private static bool IsInCircle(int[] wanted, int start)
    {
        int at = start;
        for (int step = 0; step < wanted.Length && at < wanted.Length; step++)
        {
            at = wanted[at];
            if (at == start) return true;
        }

        return false;
    }

    private static GalleryEntry Image(ImageFacts facts, string? path) => new(new AIImage(facts).SavedAs(path));

    private static int?[] Connect(params GalleryEntry[] entries)
    {
        GalleryLineage lineage = new();
        for (int position = 0; position < entries.Length; position++) lineage.Add(entries[position], position);
        lineage.Connect(entries);
        return [.. ((IReadOnlyList<GalleryEntry>)entries).Select(entry => entry.Parent)];
    }
}
