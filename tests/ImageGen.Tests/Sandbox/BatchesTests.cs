using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace ImageGen.Tests.Sandbox;

public sealed class BatchesTests : IDisposable
{
    private readonly BatchRehearsal _batches = new();

    public void Dispose() => _batches.Dispose();

    [Fact]
    public async Task Each_look_is_a_step_and_a_list_is_none()
    {
        string id = await _batches.CreateAsync(
            [BatchRehearsal.Line(0, "a fox"), BatchRehearsal.Line(1, "an owl")], more: ""","metadata":{"a":"b"}""");
        List<string> steps = [];
        List<int> done = [];
        for (int look = 0; look < 4; look++)
        {
            await _batches.Client.SendAsync(HttpMethod.Get, "batches");
            JsonElement batch = await _batches.PollAsync(id);
            steps.Add(SandboxClient.Text(batch, "status"));
            done.Add(BatchRehearsal.CountsOf(batch).Completed);
        }

        JsonElement end = await _batches.PollAsync(id);
        Assert.Equal(["in_progress", "finalizing", "completed", "completed"], steps);
        Assert.Equal([1, 2, 2, 2], done);
        Assert.Equal((2, 2, 0), BatchRehearsal.CountsOf(end));
        Assert.Equal("b", SandboxClient.Text(end.GetProperty("metadata"), "a"));
        Assert.Equal(JsonValueKind.Null, end.GetProperty("error_file_id").ValueKind);
        Assert.True(end.GetProperty("completed_at").GetInt64() > end.GetProperty("in_progress_at").GetInt64());
        Assert.Equal(JsonValueKind.Null, end.GetProperty("failed_at").ValueKind);
    }

    [Fact]
    public async Task Picture_is_that_of_the_endpoint()
    {
        string body = SandboxClient.Images("a fox", ""","size":"976x704","output_format":"jpeg" """);
        JsonElement alone = await _batches.Client.GenerateAsync(body);
        JsonElement again = await _batches.Client.GenerateAsync(body);
        string id = await _batches.CreateAsync(
            [BatchRehearsal.LineOf("one", body), BatchRehearsal.LineOf("two", body)]);
        JsonElement batch = await _batches.EndAsync(id);
        Dictionary<string, JsonElement> lines = (await _batches.ReadAsync(batch, "output_file_id"))
            .ToDictionary(static line => line.Id, static line => line.Line.GetProperty("response"));

        Assert.Equal(SandboxClient.Datum(alone), SandboxClient.Datum(lines["one"].GetProperty("body")));
        Assert.Equal(SandboxClient.Datum(again), SandboxClient.Datum(lines["two"].GetProperty("body")));
        Assert.Equal(200, lines["one"].GetProperty("status_code").GetInt32());
        long output = lines.Values.Sum(static line =>
            line.GetProperty("body").GetProperty("usage").GetProperty("output_tokens").GetInt64());
        Assert.Equal(output, batch.GetProperty("usage").GetProperty("output_tokens").GetInt64());
    }

    [Fact]
    public async Task Output_has_an_order_of_its_own_and_is_the_same_at_each_reading()
    {
        string[] ids = [.. Enumerable.Range(0, 12).Select(static number => $"row-{number}")];
        string id = await _batches.CreateAsync(
            Enumerable.Range(0, 12).Select(static number => BatchRehearsal.Line(number, $"a fox {number}")));
        JsonElement batch = await _batches.EndAsync(id);
        IReadOnlyList<(string Id, JsonElement Line)> lines = await _batches.ReadAsync(batch, "output_file_id");
        IReadOnlyList<(string Id, JsonElement Line)> again = await _batches.ReadAsync(batch, "output_file_id");

        Assert.NotEqual(ids, lines.Select(static line => line.Id));
        Assert.Equal(ids.Order(), lines.Select(static line => line.Id).Order());
        Assert.Equal(
            lines.Select(static line => line.Line.GetProperty("id").GetString()),
            again.Select(static line => line.Line.GetProperty("id").GetString()));
        Assert.Equal(
            lines.Select(static line => SandboxClient.Datum(line.Line.GetProperty("response").GetProperty("body"))),
            again.Select(static line => SandboxClient.Datum(line.Line.GetProperty("response").GetProperty("body"))));
    }

    [Fact]
    public async Task Lines_fail_each_for_itself()
    {
        string id = await _batches.CreateAsync(
        [
            BatchRehearsal.Line(0, "a fox"), BatchRehearsal.Line(1, "a [blocked] fox"),
            BatchRehearsal.Line(2, "a [fail] fox"), BatchRehearsal.Line(3, "a fox", ",\"n\":11"),
            BatchRehearsal.Line(4, "a fox", ",\"stream\":true"),
        ]);
        JsonElement batch = await _batches.EndAsync(id);
        IReadOnlyList<(string Id, JsonElement Line)> output = await _batches.ReadAsync(batch, "output_file_id");
        IReadOnlyList<(string Id, JsonElement Line)> errors = await _batches.ReadAsync(batch, "error_file_id");

        Assert.Equal((5, 2, 3), BatchRehearsal.CountsOf(batch));
        Assert.Equal(["row-0", "row-2"], output.Select(static line => line.Id).Order());
        JsonElement failed = output.Single(static line => line.Id == "row-2").Line.GetProperty("response");
        Assert.Equal(200, failed.GetProperty("status_code").GetInt32());
        Assert.Equal("server_error", SandboxClient.Text(failed.GetProperty("body").GetProperty("error"), "code"));
        Assert.Equal(
            ["row-1 400 moderation_blocked", "row-3 400 integer_above_max_value", "row-4 400 invalid_value"],
            errors.Select(static line => (line.Id, Response: line.Line.GetProperty("response")))
                .Select(static line => $"{line.Id} {line.Response.GetProperty("status_code")} "
                    + line.Response.GetProperty("body").GetProperty("error").GetProperty("code"))
                .Order());
    }

    [Fact]
    public async Task Batch_of_failures_has_no_output()
    {
        string id = await _batches.CreateAsync([BatchRehearsal.Line(0, "a [blocked] fox")]);
        JsonElement batch = await _batches.EndAsync(id);

        Assert.Equal(JsonValueKind.Null, batch.GetProperty("output_file_id").ValueKind);
        Assert.Single(await _batches.ReadAsync(batch, "error_file_id"));
    }

    [Fact]
    public async Task Edits_take_uploads_that_may_go_before_the_output_is_read()
    {
        const int blue = 0x2040C0;
        using MultipartFormDataContent form = new()
        {
            { new StringContent("vision"), "purpose" },
            { SandboxClient.File(TestPictures.Png(color: blue)), "file", "a.png" },
        };
        string image = SandboxClient.Text(await _batches.Client.PostAsync("files", form, 200), "id");
        string id = await _batches.CreateAsync(
        [
            EditLine("file", $$"""{"file_id":"{{image}}"}"""),
            EditLine("data", $$"""{"image_url":"{{SandboxClient.DataUrl(TestPictures.Png(color: blue))}}"}"""),
            EditLine("gone", """{"file_id":"file-0"}"""),
            EditLine("both", $$"""{"file_id":"{{image}}","image_url":"data:,x"}"""),
        ], BatchRehearsal.Edits);
        JsonElement batch = await _batches.EndAsync(id);
        await _batches.Client.SendAsync(HttpMethod.Delete, "files/" + image);
        await _batches.Client.SendAsync(
            HttpMethod.Delete, "files/" + SandboxClient.Text(batch, "input_file_id"));
        IReadOnlyList<(string Id, JsonElement Line)> output = await _batches.ReadAsync(batch, "output_file_id");
        IReadOnlyList<(string Id, JsonElement Line)> errors = await _batches.ReadAsync(batch, "error_file_id");

        Assert.Equal(["data", "file"], output.Select(static line => line.Id).Order());
        Assert.All(output, static line => Assert.True(TestPictures.ShareOf(
            SandboxClient.Datum(line.Line.GetProperty("response").GetProperty("body")), blue) > 0.3));
        Assert.Equal(["both", "gone"], errors.Select(static line => line.Id).Order());

        static string EditLine(string id, string reference) => BatchRehearsal.LineOf(
            id, SandboxClient.Images("Add a hat", $",\"images\":[{reference}]"), BatchRehearsal.Edits);
    }

    [Fact]
    public async Task Time_that_is_over_keeps_what_was_done()
    {
        string id = await _batches.CreateAsync(
            [BatchRehearsal.Line(0, "a fox"), BatchRehearsal.Line(1, "an [expire] owl")]);
        JsonElement batch = await _batches.EndAsync(id);
        IReadOnlyList<(string Id, JsonElement Line)> output = await _batches.ReadAsync(batch, "output_file_id");
        IReadOnlyList<(string Id, JsonElement Line)> errors = await _batches.ReadAsync(batch, "error_file_id");

        Assert.Equal("expired", SandboxClient.Text(batch, "status"));
        Assert.Equal(batch.GetProperty("expires_at").GetInt64(), batch.GetProperty("expired_at").GetInt64());
        Assert.Equal(["row-0"], output.Select(static line => line.Id));
        (string late, JsonElement line) = Assert.Single(errors);
        Assert.Equal("row-1", late);
        Assert.Equal(JsonValueKind.Null, line.GetProperty("response").ValueKind);
        Assert.Equal("batch_expired", SandboxClient.Text(line.GetProperty("error"), "code"));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    public async Task Cancellation_keeps_what_was_done(int looks, int done)
    {
        string id = await _batches.CreateAsync(
            Enumerable.Range(0, 4).Select(static number => BatchRehearsal.Line(number, $"a fox {number}")));
        for (int look = 0; look < looks; look++) await _batches.PollAsync(id);
        JsonElement cancelling = await _batches.Client.SendAsync(HttpMethod.Post, $"batches/{id}/cancel");
        JsonElement batch = await _batches.PollAsync(id);

        Assert.Equal("cancelling", SandboxClient.Text(cancelling, "status"));
        Assert.Equal("cancelled", SandboxClient.Text(batch, "status"));
        Assert.Equal(done, (await _batches.ReadAsync(batch, "output_file_id")).Count);
        Assert.Equal(done, BatchRehearsal.CountsOf(batch).Completed);
        await _batches.Client.SendAsync(HttpMethod.Post, $"batches/{id}/cancel", 409);
    }

    [Fact]
    public async Task Queue_is_full_once_for_each_input()
    {
        string[] lines = [BatchRehearsal.Line(0, "a [queue] of foxes")];
        JsonElement first = await _batches.EndAsync(await _batches.CreateAsync(lines));
        JsonElement second = await _batches.EndAsync(await _batches.CreateAsync(lines));
        JsonElement other = await _batches.EndAsync(
            await _batches.CreateAsync([BatchRehearsal.Line(1, "a [queue] of foxes")]));

        Assert.Equal("failed", SandboxClient.Text(first, "status"));
        Assert.Equal(["token_limit_exceeded  "], BatchRehearsal.FaultsOf(first));
        Assert.Equal("completed", SandboxClient.Text(second, "status"));
        Assert.Equal("failed", SandboxClient.Text(other, "status"));
    }

    [Fact]
    public async Task List_has_the_last_one_first_in_pages()
    {
        string[] ids = new string[3];
        for (int index = 0; index < ids.Length; index++)
        {
            ids[index] = await _batches.CreateAsync([BatchRehearsal.Line(index, "a fox")]);
        }
        JsonElement page = await _batches.Client.SendAsync(HttpMethod.Get, "batches?limit=2");
        JsonElement rest = await _batches.Client.SendAsync(HttpMethod.Get, "batches?limit=2&after=" + ids[1]);

        Assert.Equal([ids[2], ids[1]], Listed(page));
        Assert.True(page.GetProperty("has_more").GetBoolean());
        Assert.Equal([ids[0]], Listed(rest));
        await _batches.Client.SendAsync(HttpMethod.Get, "batches?limit=101", 400);

        static IEnumerable<string> Listed(JsonElement list) =>
            list.GetProperty("data").EnumerateArray().Select(static batch => SandboxClient.Text(batch, "id"));
    }

    [Fact]
    public async Task Azure_has_batches_of_deployments()
    {
        using BatchRehearsal azure = new("openai/v1/", "?api-version=v1");
        string id = await azure.CreateAsync(
        [
            BatchRehearsal.LineOf("one", """{"model":"pictures","prompt":"a fox","size":"1024x1024"}"""),
            BatchRehearsal.LineOf("two", """{"model":"pictures","prompt":"a [blocked] fox"}"""),
        ]);
        JsonElement batch = await azure.EndAsync(id);
        (_, JsonElement refused) = Assert.Single(await azure.ReadAsync(batch, "error_file_id"));

        Assert.Single(await azure.ReadAsync(batch, "output_file_id"));
        JsonElement error = refused.GetProperty("response").GetProperty("body").GetProperty("error");
        Assert.Equal("contentFilter", SandboxClient.Text(error, "code"));
    }
}
