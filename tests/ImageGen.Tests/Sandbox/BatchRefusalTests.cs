using System;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace ImageGen.Tests.Sandbox;

public sealed class BatchRefusalTests : IDisposable
{
    private readonly BatchRehearsal _batches = new();

    public void Dispose() => _batches.Dispose();

    [Theory]
    [InlineData(""" "endpoint":"/v1/images/generations","completion_window":"24h" """, "input_file_id")]
    [InlineData(""" "input_file_id":"FILE","completion_window":"24h" """, "endpoint")]
    [InlineData(""" "input_file_id":"FILE","endpoint":"/images/edits","completion_window":"24h" """, "endpoint")]
    [InlineData(""" "input_file_id":"FILE","endpoint":"/v1/responses","completion_window":"24h" """, "endpoint")]
    [InlineData(
        """ "input_file_id":"FILE","endpoint":"/v1/images/edits","completion_window":"1h" """, "completion_window")]
    [InlineData(""" "input_file_id":"FILE","endpoint":"/v1/images/edits" """, "completion_window")]
    [InlineData(""" "input_file_id":"FILE","endpoint":"/v1/images/edits","completion_window":"24h","n":1 """, "n")]
    [InlineData(
        """ "input_file_id":"file-0","endpoint":"/v1/images/edits","completion_window":"24h" """, "input_file_id")]
    [InlineData(
        """ "input_file_id":"IMAGE","endpoint":"/v1/images/edits","completion_window":"24h" """, "input_file_id")]
    public async Task Creation_is_checked(string members, string param)
    {
        string file = await _batches.UploadAsync(BatchRehearsal.Line(0, "a fox"));
        string image = await _batches.UploadAsync("x", "vision", "a.png");
        string body = "{" + members.Replace("FILE", file).Replace("IMAGE", image) + "}";
        JsonElement error = await _batches.Client.RefuseAsync("batches", SandboxClient.Json(body));

        Assert.Equal(param, SandboxClient.Text(error, "param"));
    }

    [Theory]
    [InlineData(16, 64, 512, null)]
    [InlineData(17, 8, 1, "object_above_max_properties")]
    [InlineData(1, 65, 1, "string_above_max_length")]
    [InlineData(1, 8, 513, "string_above_max_length")]
    public async Task Metadata_has_limits(int pairs, int key, int value, string? code)
    {
        string file = await _batches.UploadAsync(BatchRehearsal.Line(0, "a fox"));
        string metadata = string.Join(",", Enumerable.Range(0, pairs).Select(pair =>
            $"\"{pair.ToString().PadLeft(key, 'k')}\":\"{new string('v', value)}\""));
        using StringContent wanted = BatchRehearsal.Wanted(file, more: $",\"metadata\":{{{metadata}}}");
        if (code is null)
        {
            await _batches.Client.PostAsync("batches", wanted, 200);
        }
        else
        {
            JsonElement error = await _batches.Client.RefuseAsync("batches", wanted);
            Assert.Equal((code, true), (
                SandboxClient.Text(error, "code"), SandboxClient.Text(error, "param").StartsWith("metadata")));
        }
    }

    [Fact]
    public async Task File_that_is_deleted_makes_no_batch()
    {
        string file = await _batches.UploadAsync(BatchRehearsal.Line(0, "a fox"));
        await _batches.Client.SendAsync(HttpMethod.Delete, "files/" + file);
        await _batches.Client.RefuseAsync("batches", BatchRehearsal.Wanted(file));
        JsonElement list = await _batches.Client.SendAsync(HttpMethod.Get, "batches");

        Assert.Equal(0, list.GetProperty("data").GetArrayLength());
    }

    [Theory]
    [InlineData("{", "invalid_json_line 2 ")]
    [InlineData("", "invalid_json_line 2 ")]
    [InlineData("[]", "invalid_type 2 ")]
    [InlineData("""{"custom_id":"row-1","method":"POST","url":"URL"}""", "missing_required_parameter 2 body")]
    [InlineData("""{"method":"POST","url":"URL","body":{"model":"m"}}""", "missing_required_parameter 2 custom_id")]
    [InlineData("""{"custom_id":"row-1","method":"GET","url":"URL","body":BODY}""", "invalid_value 2 method")]
    [InlineData("""{"custom_id":"row-1","method":"POST","url":"/v1/images/edits","body":BODY}""", "url_mismatch 2 url")]
    [InlineData("""{"custom_id":"row-0","method":"POST","url":"URL","body":BODY}""", "duplicate_custom_id 2 custom_id")]
    [InlineData(
        """{"custom_id":"row-1","method":"POST","url":"URL","body":{"model":"m"}}""", "model_mismatch 2 body.model")]
    [InlineData(
        """{"custom_id":"row-1","method":"POST","url":"URL","body":{}}""", "missing_required_parameter 2 body.model")]
    [InlineData("""{"custom_id":"row-1","method":"POST","url":"URL","body":BODY,"n":1}""", "unknown_parameter 2 n")]
    public async Task Lines_are_checked_before_any_is_run(string line, string fault)
    {
        string second = line.Replace("URL", BatchRehearsal.Generations).Replace("BODY", SandboxClient.Images("an owl"));
        string id = await _batches.CreateAsync(
            [BatchRehearsal.Line(0, "a fox"), second, BatchRehearsal.Line(2, "a hare")]);
        JsonElement batch = await _batches.PollAsync(id);

        Assert.Equal("failed", SandboxClient.Text(batch, "status"));
        Assert.Equal([fault], BatchRehearsal.FaultsOf(batch));
        Assert.Equal((0, 0, 0), BatchRehearsal.CountsOf(batch));
        Assert.Equal("failed", SandboxClient.Text(await _batches.PollAsync(id), "status"));
    }

    [Fact]
    public async Task Input_has_limits()
    {
        JsonElement empty = await _batches.EndAsync(await _batches.CreateAsync([" "]));
        JsonElement full = await _batches.EndAsync(await _batches.CreateAsync(
            Enumerable.Range(0, 50_001)
                .Select(static number => BatchRehearsal.LineOf($"{number}", """{"model":"m"}"""))));

        Assert.Equal(["empty_file  "], BatchRehearsal.FaultsOf(empty));
        Assert.Equal(["too_many_tasks  "], BatchRehearsal.FaultsOf(full));
    }

    [Fact]
    public async Task Input_is_a_file_of_lines()
    {
        using MultipartFormDataContent form = new()
        {
            { new StringContent("batch"), "purpose" },
            { SandboxClient.File([.. "{}"u8]), "file", "rows.txt" },
        };
        JsonElement error = await _batches.Client.RefuseAsync("files", form);

        Assert.Equal("file", SandboxClient.Text(error, "param"));
    }

    [Fact]
    public async Task Unknown_batch_is_not_found()
    {
        await _batches.Client.SendAsync(HttpMethod.Get, "batches/batch_0", 404);
        await _batches.Client.SendAsync(HttpMethod.Post, "batches/batch_0/cancel", 404);
        await _batches.Client.SendAsync(HttpMethod.Delete, "batches/batch_0", 405);
    }
}
