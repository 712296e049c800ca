BeforeAll { . "$PSScriptRoot/Session.ps1" }

Describe 'Images as data' {
    BeforeEach { Enter-Folder }
    AfterEach { Pop-Location }

    It 'takes each row of a CSV as a job' {
        @'
Prompt,OutFile,Size,Quality,OutputFormat
a fox,./out/{slug},1536x1024,low,
a hare,./out/hare.jpg,,,
'@ | Set-Content jobs.csv
        $images = Import-Csv jobs.csv | New-AIImage

        $images.Prompt | Should -Be 'a fox', 'a hare'
        (Get-ChildItem ./out).Name | Should -Be 'a-fox.png', 'hare.jpg'
        Get-PngSize ./out/a-fox.png | Should -Be '1536x1024'
        $images[0].Quality | Should -Be 'low'
        $images[1].Format | Should -Be 'jpeg'
    }

    It 'finishes the rows of a CSV that an earlier run left out' {
        "Prompt,OutFile`na fox,fox.png`na hare,hare.png" | Set-Content jobs.csv
        $first = Import-Csv jobs.csv | Select-Object -First 1 | New-AIImage
        $before = (Get-Item ./fox.png).LastWriteTimeUtc
        $images = Import-Csv jobs.csv | New-AIImage -Resume

        $images.FullName | Should -Be $first.FullName, (Join-Path $PWD 'hare.png')
        (Get-Item ./fox.png).LastWriteTimeUtc | Should -Be $before
    }

    It 'refuses a row without a prompt and goes on with the next' {
        "Prompt,Size`n,`na hare,`n" | Set-Content jobs.csv
        $images = Import-Csv jobs.csv | New-AIImage -ErrorVariable failures -ErrorAction SilentlyContinue

        @($images).Prompt | Should -Be 'a hare'
        $failures.Count | Should -BeGreaterThan 0
    }

    It 'edits the pictures that the rows of a CSV name' {
        $null = New-AIImage 'a fox' -OutFile ./fox.png
        "Prompt,Image,OutFile`nin the snow,fox.png,snow.png`nat night,fox.png,night.png" | Set-Content jobs.csv
        $edits = Import-Csv jobs.csv | Edit-AIImage

        $edits.Prompt | Should -Be 'in the snow', 'at night'
        $edits.ParentPath | Sort-Object -Unique | Should -Be (Join-Path $PWD 'fox.png')
    }

    It 'comes back from Clixml and is edited, saved and got again' {
        $image = New-AIImage 'a fox'
        $image | Export-Clixml fox.xml
        $restored = Import-Clixml fox.xml

        $restored.PSObject.TypeNames[0] | Should -Be 'Deserialized.ImageGen.AIImage'
        ($restored | Edit-AIImage 'in the snow').ParentResponseId | Should -Be $image.ResponseId
        ($restored | Save-AIImage ./saved.png | Get-FileHash).Hash |
            Should -Be ($image | Save-AIImage ./live.png | Get-FileHash).Hash
        ($restored | Get-AIImage).Id | Should -Be $image.Id
    }

    It 'comes back from Clixml with its file when it went straight to disk' {
        $image = New-AIImage 'a fox' -OutFile ./fox.png
        $image | Export-Clixml fox.xml
        $copy = Import-Clixml fox.xml | Save-AIImage ./copy.png

        ($copy | Get-FileHash).Hash | Should -Be ($image | Get-FileHash).Hash
    }

    It 'is exported to a CSV without its bytes and picked up from there' {
        $images = 'a fox', 'a hare' | New-AIImage
        $images | Select-Object Metadata | Export-Csv images.csv
        $rows = Import-Csv images.csv
        $edits = $rows | Edit-AIImage 'in the snow'

        (Get-Item images.csv).Length | Should -BeLessThan 4000
        $rows[0].PSObject.Properties.Name | Should -Not -Contain 'Bytes'
        $rows.ResponseId | Should -Be $images.ResponseId
        $edits.ParentResponseId | Should -Be $images.ResponseId
        ($rows | Get-AIImage).Id | Should -Be $images.Id
    }

    It 'takes the properties of a file for no options' {
        $null = New-AIImage 'a fox' -OutFile ./fox.png
        Get-Item ./fox.png | Select-Object * | Export-Csv files.csv
        $edits = @(Get-Item ./fox.png | Select-Object * | Edit-AIImage 'in the snow' -WarningVariable warnings
            Import-Csv files.csv | Edit-AIImage 'in the snow' -WarningVariable +warnings)

        $edits.Action | Should -Be 'edit', 'edit'
        $edits.Size | Should -Be '1024x1024', '1024x1024'
        $warnings | Should -BeNullOrEmpty
    }

    It 'asks for one text where a file is read line by line' {
        'a fox', 'in the snow' | Set-Content prompt.txt

        { New-AIImage -Prompt (Get-Content prompt.txt) } | Should -Throw '*Get-Content -Raw*'
        (New-AIImage -Prompt (Get-Content prompt.txt -Raw)).Prompt | Should -BeLike 'a fox*snow*'
    }

    It 'edits a row of exported metadata with the prompt that was given, not its own' {
        New-AIImage 'a fox' | Select-Object Metadata | Export-Csv images.csv
        $edit = Import-Csv images.csv | Edit-AIImage 'in the snow'

        $edit.Prompt | Should -Be 'in the snow'
    }

    It 'knows its metadata as JSON without its bytes' {
        $json = New-AIImage 'a fox' | Select-Object Metadata | ConvertTo-Json -Compress

        $json.Length | Should -BeLessThan 3000
        ($json | ConvertFrom-Json).Prompt | Should -Be 'a fox'
    }

    It 'is grouped, sorted, measured and selected like any object' {
        $images = 'a fox', 'a hare' | New-AIImage -Quality low

        ($images | Group-Object Quality).Count | Should -Be 2
        ($images | Measure-Object Cost -Sum).Sum | Should -BeGreaterThan 0
        ($images | Sort-Object Prompt -Descending)[0].Prompt | Should -Be 'a hare'
        ($images | Where-Object Prompt -Like '*fox').Index | Should -Be 0
    }

    It 'reaches the pipeline and a variable through Tee-Object' {
        $edit = New-AIImage 'a fox' | Tee-Object -Variable first | Edit-AIImage 'in the snow'

        $edit.ParentId | Should -Be $first.Id
    }

    It 'binds splatted parameters and their aliases' {
        $options = @{ Quality = 'low'; Format = 'jpeg'; Compression = 50; N = 2 }
        $images = New-AIImage 'a fox' @options

        $images.Format | Should -Be 'jpeg', 'jpeg'
        $images[0].Quality | Should -Be 'low'
    }

    It 'heeds default parameter values' {
        $PSDefaultParameterValues = @{ '*-AIImage:Quality' = 'low' }
        (New-AIImage 'a fox').Quality | Should -Be 'low'
    }
}
